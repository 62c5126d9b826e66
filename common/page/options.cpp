#include "page/options.hpp"

#include <utility>

namespace fedcloud::page {

plugin::Option ttl_option(std::chrono::seconds& target, const std::string& default_value) {
    const auto set = [&target](std::string_view value) -> Expected<void, std::string> {
        if (value == "0") {
            target = std::chrono::seconds(0);
            return {};
        }
        auto read = plugin::into(target)(value);
        return read ? std::move(read) : Unexpected{read.error() + ", nor 0"};
    };
    return {"cache-ttl", 0, "SECONDS",
            "how old an answer may be that runs share; 0: none is shared (default " +
                default_value + ")",
            set};
}

}  // namespace fedcloud::page
