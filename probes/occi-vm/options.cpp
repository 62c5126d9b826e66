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
    const auto login = auth::login_option_table(options.login);
    table.insert(table.end(), login.begin(), login.end());
    return table;
}

}  // namespace fedcloud::occi_vm
