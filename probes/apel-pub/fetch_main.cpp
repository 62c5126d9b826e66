// check_apel_pub.fetch: the same check, which can also download the page.
#include "download.hpp"
#include "options.hpp"
#include "plugin/run_plugin.hpp"
#include "pub_check.hpp"

int main(int argc, char** argv) {
    using namespace fedcloud;
    apel::Options options;
    return plugin::run_plugin(
        apel::describe_probe(options), apel::option_table(options),
        [&](plugin::Run& run) { apel::check(options, run, apel::download); }, argc, argv);
}
