#include "pull_options.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <memory>

#include "net/percent.hpp"
#include "plugin/number.hpp"
#include "plugin/text.hpp"
#include "site/folder.hpp"
#include "site/forms.hpp"

namespace fedcloud::profiles {
namespace {

using plugin::clean;
using plugin::OptionSetter;
using plugin::OptionTable;

using Checked = Expected<void, std::string>;

// GOCDB refuses these in any value (Helpers.php, validateParams).
Checked check_value(std::string_view value) {
    if (value.empty()) {
        return Unexpected{std::string("the value is empty")};
    }
    const bool bad = std::any_of(value.begin(), value.end(), [](char c) {
        return static_cast<unsigned char>(c) < ' ' || c == '\x7f' || c == '"' || c == '\'' ||
               c == '`';
    });
    if (bad) {
        return Unexpected{
            fmt::format("'{}' holds a character that GOCDB refuses (\", ', ` or a "
                        "control character)",
                        clean(value, 80))};
    }
    return {};
}

// Each value is one more name; the first one takes the place of the default.
OptionSetter into_names(std::vector<std::string>& target) {
    return [&target, first = std::make_shared<bool>(true)](std::string_view value) -> Checked {
        if (auto checked = check_value(value); !checked) {
            return checked;
        }
        if (std::exchange(*first, false)) {
            target.clear();
        }
        target.emplace_back(value);
        return {};
    };
}

// "EGI,FedCloud"; an empty list, or "any", means all there are.
OptionSetter into_list(std::vector<std::string>& target) {
    return [&target](std::string_view value) -> Checked {
        target.clear();
        if (plugin::equal_ignoring_case(value, "any")) {
            return {};
        }
        while (!value.empty()) {
            const auto end = value.find(',');
            const auto word = plugin::trim(value.substr(0, end));
            if (auto checked = check_value(word); !checked) {
                return checked;
            }
            target.emplace_back(word);
            value.remove_prefix(end == std::string_view::npos ? value.size() : end + 1);
        }
        return {};
    };
}

OptionSetter into_site_names(std::vector<std::string>& target) {
    return [&target](std::string_view value) -> Checked {
        std::string name;
        if (auto decoded = net::into_name(name)(value); !decoded) {
            return decoded;
        }
        if (auto checked = check_value(name); !checked) {
            return checked;
        }
        target.push_back(std::move(name));
        return {};
    };
}

OptionSetter into_statuses(std::vector<std::string>& target) {
    const std::vector<std::string> statuses{"Candidate", "Uncertified", "Certified", "Suspended",
                                            "Closed"};
    auto words = statuses;
    words.emplace_back("any");
    const auto take = [&target, statuses, first = std::make_shared<bool>(true)](std::size_t index) {
        if (std::exchange(*first, false) || index == statuses.size()) {
            target.clear();
        }
        if (index == statuses.size()) {
            target = statuses;
        } else if (std::count(target.begin(), target.end(), statuses[index]) == 0) {
            target.push_back(statuses[index]);
        }
    };
    return plugin::choice(std::move(words), take);
}

// VOs stand on generated command lines.
OptionSetter into_vos(std::vector<std::string>& target) {
    return [take = into_names(target)](std::string_view value) -> Checked {
        return site::vo_name.fits(value)
                   ? take(value)
                   : Unexpected{
                         fmt::format("'{}' is not {}", clean(value, 80), site::vo_name.expected)};
    };
}

OptionSetter into_number(int& target, int most) {
    return [&target, most](std::string_view value) -> Checked {
        const auto number = plugin::parse_integer<int>(value);
        if (!number || *number < 0 || *number > most) {
            return Unexpected{
                fmt::format("'{}' is not a whole number from 0 to {}", clean(value, 80), most)};
        }
        target = *number;
        return {};
    };
}

OptionSetter into_infrastructure(std::string& target) {
    return [&target](std::string_view value) -> Checked {
        if (auto checked = check_value(value); !checked) {
            return checked;
        }
        target = plugin::equal_ignoring_case(value, "any") ? "" : std::string(value);
        return {};
    };
}

OptionTable selection_table(Selection& selection) {
    return {
        {"scope", 0, "LIST",
         "sites of these scopes, separated by commas, or of any (default EGI,FedCloud)",
         into_list(selection.scopes)},
        {"service-scope", 0, "LIST",
         "of those sites, services of these scopes (default: of any, for services of a cloud site "
         "often bear EGI alone)",
         into_list(selection.service_scopes)},
        {"scope-match", 0, "all|any", "of several scopes, all or one must be there (default all)",
         plugin::choice({"all", "any"}, [&](std::size_t i) { selection.any_scope = i == 1; })},
        {"ngi", 0, "NAME", "sites of this NGI; may be repeated", into_names(selection.ngis)},
        {"site", 0, "NAME",
         "this site, and leave the profiles of others as they are; may be repeated; odd bytes as "
         "%XX",
         into_site_names(selection.sites)},
        {"service-type", 0, "TYPE",
         "services of this type, and only sites that have some; may be repeated (default: all)",
         into_names(selection.service_types)},
        {"certification-status", 0, "STATUS",
         "sites that are Candidate, Uncertified, Certified, Suspended or Closed, or any of them; "
         "may "
         "be repeated (default Certified)",
         into_statuses(selection.certification_statuses)},
        {"production-status",
         0,
         "NAME",
         "sites of this infrastructure: Production, Test, …, or any (default Production)",
         into_infrastructure(selection.infrastructure),
         {"infrastructure"}},
        {"downtime-days", 0, "DAYS",
         "downtimes that begin in so many days, beside those that are now (default 7)",
         into_number(selection.downtime_days, 366)},
    };
}

}  // namespace

OptionTable pull_option_table(PullOptions& options) {
    OptionTable table{
        {"gocdb", 0, "URL",
         "base of the GOCDB's programmatic interface, such as https://goc.egi.eu/gocdbpi/",
         plugin::into(options.gocdb)},
        {"cert", 0, "FILE",
         "our certificate, PEM, for the private interface: of a robot, not a proxy",
         plugin::into(options.certificate)},
        {"key", 0, "FILE", "its key (default: in the same file)", plugin::into(options.key)},
        {"ca-path", 0, "DIR",
         "trust anchors (default $X509_CERT_DIR, /etc/grid-security/certificates, the system's)",
         plugin::into(options.ca_path)},
    };
    const auto selection = selection_table(options.selection);
    table.insert(table.end(), selection.begin(), selection.end());
    const OptionTable others{
        {"vo", 0, "NAME", "VO to check the sites for; may be repeated (default ops)",
         into_vos(options.vos)},
        site::profile_dir_option(plugin::into(options.profile_dir)),
        {"max-removals", 0, "PERCENT",
         "change nothing if more of the sites would be removed or lose all services, or more of "
         "the services (and more than ten) be gone (default 10)",
         into_number(options.max_removals, 100)},
        {"timeout", 't', "SECONDS", "for all of it (default 300)", plugin::into(options.timeout)},
        {"ipv4", '4', "", "IPv4 only",
         [&](std::string_view) -> Checked {
             options.family = plugin::AddressFamily::ipv4;
             return {};
         }},
        {"ipv6", '6', "", "IPv6 only",
         [&](std::string_view) -> Checked {
             options.family = plugin::AddressFamily::ipv6;
             return {};
         }},
        format_option(options.format),
        {"verbose", 'v', "", "say more; -vv: requests, -vvv: what was received",
         plugin::counter(options.verbosity)},
    };
    table.insert(table.end(), others.begin(), others.end());
    return table;
}

}  // namespace fedcloud::profiles
