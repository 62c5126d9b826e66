#include "net/given_host.hpp"

#include <fmt/format.h>

#include "net/url.hpp"
#include "plugin/text.hpp"

namespace fedcloud::net {

plugin::Checked<std::string> given_host(const plugin::CommonOptions& common) {
    if (!common.hostname.empty() && !is_host(common.hostname)) {
        return Unexpected{plugin::Fault::ours(fmt::format("-H/--hostname: '{}' is no host name",
                                                          plugin::clean(common.hostname, 120)))};
    }
    return plugin::lower(common.hostname);
}

}  // namespace fedcloud::net
