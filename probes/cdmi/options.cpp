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
    for (const auto& part :
         {auth::login_option_table(options.login), site::site_option_table(options.site)}) {
        table.insert(table.end(), part.begin(), part.end());
    }
    return table;
}

site::ProbeSite probe_site() {
    const auto map = [](const site::Subject& subject,
                        const site::IsSet& is_set) -> Expected<site::OptionValues, std::string> {
        auto values = site::endpoint_of(subject, is_set, "https://HOST:PORT/cdmi/CONTAINER/");
        if (values) {
            site::add_login(*values, subject, is_set);
        }
        return values;
    };
    return {"check_cdmi", "eu.egi.cloud.CDMI-CRUD", {"eu.egi.cloud.storage-management.cdmi"}, map};
}

}  // namespace fedcloud::cdmi
