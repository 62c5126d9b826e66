#include "ldap/result_code.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "plugin/text.hpp"

namespace fedcloud::ldap {
namespace {

struct Name {
    int code;
    std::string_view text;
};

constexpr std::array names{
    Name{0, "success"},
    Name{1, "operationsError"},
    Name{2, "protocolError"},
    Name{3, "timeLimitExceeded"},
    Name{4, "sizeLimitExceeded"},
    Name{7, "authMethodNotSupported"},
    Name{8, "strongerAuthRequired"},
    Name{10, "referral"},
    Name{11, "adminLimitExceeded"},
    Name{12, "unavailableCriticalExtension"},
    Name{13, "confidentialityRequired"},
    Name{16, "noSuchAttribute"},
    Name{17, "undefinedAttributeType"},
    Name{18, "inappropriateMatching"},
    Name{21, "invalidAttributeSyntax"},
    Name{32, "noSuchObject"},
    Name{33, "aliasProblem"},
    Name{34, "invalidDNSyntax"},
    Name{36, "aliasDereferencingProblem"},
    Name{48, "inappropriateAuthentication"},
    Name{49, "invalidCredentials"},
    Name{50, "insufficientAccessRights"},
    Name{51, "busy"},
    Name{52, "unavailable"},
    Name{53, "unwillingToPerform"},
    Name{54, "loopDetect"},
    Name{80, "other"},
};

}  // namespace

std::string result_name(int code) {
    const auto* found = std::find_if(names.begin(), names.end(),
                                     [code](const Name& each) { return each.code == code; });
    return found == names.end() ? fmt::format("result code {}", code)
                                : fmt::format("{} ({})", found->text, code);
}

plugin::Fault fault_of(const Answer& answer, const Search& search) {
    auto text = fmt::format("the search below '{}' was answered with {}",
                            plugin::clean(search.base, 160), result_name(answer.code));
    if (!answer.diagnostic.empty()) {
        text += fmt::format(": {}", plugin::clean(answer.diagnostic, 120));
    }
    if (answer.is(ResultCode::no_such_object)) {
        text += answer.matched_dn.empty()
                    ? "; nothing of it exists"
                    : fmt::format("; of it exists '{}'", plugin::clean(answer.matched_dn, 160));
    }
    return plugin::Fault::service(std::move(text));
}

}  // namespace fedcloud::ldap
