#include "options.hpp"

namespace fedcloud::cdmi {

plugin::OptionTable option_table(Options& options) {
    plugin::OptionTable table{
        {"endpoint", 'e', "URL",
         "CDMI endpoint of the site: a container in which containers can be made",
         plugin::into(options.endpoint)},
        {"read-only", 0, "", "read and check the server's capabilities, create nothing",
         plugin::flag(options.read_only)},
    };
    const auto login = auth::login_option_table(options.login);
    table.insert(table.end(), login.begin(), login.end());
    return table;
}

}  // namespace fedcloud::cdmi
