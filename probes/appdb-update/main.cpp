// check_appdb_update: is a list of images fresh, signed and whole, and do sites follow it?
#include "appdb_check.hpp"
#include "options.hpp"
#include "plugin/run_plugin.hpp"

int main(int argc, char** argv) {
    using namespace std::chrono_literals;
    fedcloud::plugin::Description description;
    description.program = "check_appdb_update";
    description.label = "AppDB-Update";
    description.summary =
        "Fetches an image list of AppDB, verifies its signature, and checks its age, its expiry "
        "and its images; or looks whether a site has the list's images.";
    description.examples = {
        "check_appdb_update -w 6 -c 12 -t 60",
        "check_appdb_update --vo ops --compare-with OCCI -e https://occi.example.org/"};
    description.timeout = 60s;
    description.common = {"hours since the list was created", true, true,
                          "6 for the monitoring list", "12 for the monitoring list"};

    fedcloud::appdb_update::Options options;
    description.source =
        fedcloud::site::option_source(options.profile, fedcloud::appdb_update::probe_site(),
                                      fedcloud::appdb_update::list_into(options));
    return fedcloud::plugin::run_plugin(
        description, fedcloud::appdb_update::option_table(options),
        [&](fedcloud::plugin::Run& run) { fedcloud::appdb_update::check(options, run); }, argc,
        argv);
}
