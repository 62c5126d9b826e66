#include "options.hpp"

namespace fedcloud::occi_vm {

using plugin::flag;
using plugin::into;

plugin::OptionTable option_table(Options& options) {
    plugin::OptionTable table{
        {"endpoint", 'e', "URL", "OCCI endpoint of the site", into(options.endpoint)},
        {"os-tpl",
         'M',
         "ID",
         "image: identifier, term or title of an os_tpl mixin",
         into(options.os_tpl),
         {"os_tpl"}},
        {"resource-tpl",
         'R',
         "ID",
         "size: identifier, term or title of a resource_tpl mixin (default: the site's choice)",
         into(options.resource_tpl),
         {"resource_tpl"}},
        {"compute-title", 'a', "PREFIX",
         "beginning of the machine's title; a unique part is added (default fedcloud-probe)",
         into(options.title_prefix)},
        {"user-data", 0, "FILE", "hand the content of FILE to the machine as user data",
         into(options.user_data_file)},
        {"public-key", 0, "FILE", "hand the SSH public key in FILE to the machine",
         into(options.public_key_file)},
        {"checks-only", 'F', "", "read and check the site's model, create nothing",
         flag(options.checks_only)},
        {"check-basic-kinds", 0, "", "demand the kinds of OCCI core and infrastructure",
         flag(options.check_basic_kinds)},
        {"check-basic-mixins", 'I', "", "demand os_tpl and resource_tpl, with templates in them",
         flag(options.check_basic_mixins)},
        {"check-context-mixins", 'G', "", "demand the mixins for user data and public key",
         flag(options.check_context_mixins)},
    };
    for (const auto& part :
         {auth::login_option_table(options.login), site::site_option_table(options.site)}) {
        table.insert(table.end(), part.begin(), part.end());
    }
    return table;
}

site::ProbeSite probe_site() {
    const auto map = [](const site::Subject& subject,
                        const site::IsSet& is_set) -> Expected<site::OptionValues, std::string> {
        auto values = site::endpoint_of(subject, is_set, "https://HOST:PORT/?image=ID&resource=ID");
        if (!values) {
            return values;
        }
        const auto& parameters = subject.service.parameters;
        if (parameters.os_tpl.empty() && !is_set("os-tpl") && !is_set("checks-only")) {
            return Unexpected{site::not_registered(
                subject,
                "its URL in GOCDB names no image; ?image=ID has to be added to it there, "
                "or an os-tpl to the site's overrides")};
        }
        site::add(*values, "os-tpl", parameters.os_tpl);
        site::add(*values, "resource-tpl", parameters.resource_tpl);
        site::add_login(*values, subject, is_set);
        return values;
    };
    return {"check_occi_vm", "eu.egi.cloud.OCCI-VM", {"eu.egi.cloud.vm-management.occi"}, map};
}

}  // namespace fedcloud::occi_vm
