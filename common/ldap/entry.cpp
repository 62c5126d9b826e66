#include "ldap/entry.hpp"

#include <algorithm>

#include "plugin/text.hpp"

namespace fedcloud::ldap {

const std::vector<std::string>& Entry::values(std::string_view name) const {
    static const std::vector<std::string> none;
    const auto found = std::find_if(attributes.begin(), attributes.end(), [&](const auto& each) {
        return plugin::equal_ignoring_case(each.name, name);
    });
    return found == attributes.end() ? none : found->values;
}

std::string_view Entry::first(std::string_view name) const {
    const auto& all = values(name);
    return all.empty() ? std::string_view() : std::string_view(all.front());
}

bool Entry::is_a(std::string_view object_class) const {
    const auto& classes = values("objectClass");
    return std::any_of(classes.begin(), classes.end(), [&](const std::string& each) {
        return plugin::equal_ignoring_case(each, object_class);
    });
}

bool Answer::cut_short() const {
    return is(ResultCode::size_limit_exceeded) || is(ResultCode::time_limit_exceeded) ||
           is(ResultCode::admin_limit_exceeded);
}

}  // namespace fedcloud::ldap
