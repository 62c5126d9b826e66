// check_cloud_bdii: does a BDII answer, and what does it publish of a site's cloud?
#include "bdii_check.hpp"
#include "plugin/run_plugin.hpp"

int main(int argc, char** argv) {
    using namespace std::chrono_literals;
    fedcloud::plugin::Description description;
    description.program = "check_cloud_bdii";
    description.label = "CloudBDII-Check";
    description.summary =
        "Checks that a BDII (resource, site or top) answers and, with --site, that it publishes "
        "the site's cloud in GLUE 2: there, complete, valid, serving and fresh.";
    description.examples = {
        "check_cloud_bdii -H bdii.example.org -t 60 -p 2170 -3 -b o=glue",
        "check_cloud_bdii -H bdii.example.org --site EXAMPLE-SITE --min-images 1"};
    description.timeout = 60s;
    description.common = {
        "seconds: with --site the age of its information, without the time to the answer", false,
        false,
        "86400 for entries without Validity, 900 where only the BDII's last update tells the age",
        "604800 for entries without Validity, 3600 where only the BDII's last update tells the "
        "age"};

    fedcloud::cloud_bdii::Options options;
    description.source =
        fedcloud::site::option_source(options.profile, fedcloud::cloud_bdii::probe_site());
    return fedcloud::plugin::run_plugin(
        description, fedcloud::cloud_bdii::option_table(options),
        [&](fedcloud::plugin::Run& run) { fedcloud::cloud_bdii::check(options, run); }, argc, argv);
}
