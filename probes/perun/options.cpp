#include "options.hpp"

#include "page/options.hpp"

namespace fedcloud::perun {

plugin::OptionTable option_table(Options& options) {
    plugin::OptionTable table{
        {"endpoint", 'e', "URL",
         "base URL of Perun's RPC, also without its option (default "
         "https://perun.egi.eu/cert/rpc/); -H replaces its host",
         plugin::into(options.endpoint)},
        page::ttl_option(options.cache_ttl, "0: it is asked every time"),
    };
    table.front().positional = true;
    for (const auto& part :
         {auth::login_option_table(options.login), site::site_option_table(options.site)}) {
        table.insert(table.end(), part.begin(), part.end());
    }
    return table;
}

site::ProbeSite probe_site() {
    const auto map = [](const site::Subject& subject, const site::IsSet& is_set) {
        return site::endpoint_of(subject, is_set, "https://HOST/cert/rpc/");
    };
    return {"check_perun", "eu.egi.cloud.Perun-Check", {"egi.Perun"}, map};
}

plugin::Description describe_probe(Options& options) {
    using namespace std::chrono_literals;
    plugin::Description description;
    description.program = "check_perun";
    description.label = "Perun-Check";
    description.summary =
        "Asks Perun for its status: is it alive, and do the consumers of its messages keep up?";
    description.examples = {
        "check_perun -H perun.egi.eu -C robotcert.pem -K robotkey.pem -t 60",
        "check_perun https://perun.example.org/ba/rpc/ -u me --password-file pw -w 99"};
    description.timeout = 60s;
    description.common = {"messages that the slowest consumer is behind (default: none)", true,
                          true};
    description.source = site::option_source(
        options.site, probe_site(), site::host_of_endpoint_into(options.login.registered_host));
    return description;
}

}  // namespace fedcloud::perun
