// check_apel_pub: does a site publish its cloud accounting records? Answers from a copy of the page
// that is at hand, and goes on as check_apel_pub.fetch when there is none.
#include "options.hpp"
#include "page/hand_over.hpp"
#include "plugin/run_plugin.hpp"
#include "pub_check.hpp"

int main(int argc, char** argv) {
    using namespace fedcloud;
    apel::Options options;
    const auto renew = [&](const apel::Order&, page::Cache&,
                           plugin::Run&) -> plugin::Checked<page::Entry> {
        return Unexpected{page::hand_over("check_apel_pub.fetch", argv)};
    };
    return plugin::run_plugin(
        apel::describe_probe(options), apel::option_table(options),
        [&](plugin::Run& run) { apel::check(options, run, renew); }, argc, argv);
}
