// Words for the shell of Sensu's agent, and keys for its tokens.
#include <algorithm>
#include <set>

#include "sensu.hpp"

namespace fedcloud::config::sensu {

bool fits_token(std::string_view word) {
    return std::none_of(word.begin(), word.end(), [](char c) {
        return c == '"' || c == '\'' || c == '\\' || static_cast<unsigned char>(c) < 0x20;
    });
}

std::vector<std::string> keys(const std::vector<std::string>& names) {
    std::set<std::string> taken;
    std::vector<std::string> result;
    for (const auto& name : names) {
        std::string key = "fedcloud_check_" + name;
        std::replace_if(
            key.begin(), key.end(),
            [](char c) {
                return !((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                         (c >= '0' && c <= '9'));
            },
            '_');
        while (!taken.insert(key).second) {
            key += '_';
        }
        result.push_back(key);
    }
    return result;
}

}  // namespace fedcloud::config::sensu
