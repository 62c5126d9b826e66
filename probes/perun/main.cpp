// check_perun: is Perun alive, and does it keep up? Answers from a copy of its status if one may be
// shared (--cache-ttl) and is at hand, and goes on as check_perun.fetch when there is none.
#include "options.hpp"
#include "page/hand_over.hpp"
#include "perun_check.hpp"
#include "plugin/run_plugin.hpp"

int main(int argc, char** argv) {
    using namespace fedcloud;
    perun::Options options;
    const auto renew = [&](const net::Url&, page::Cache&,
                           plugin::Run& run) -> plugin::Checked<page::Entry> {
        return run.step("ask", [&]() -> plugin::Checked<page::Entry> {
            return Unexpected{page::hand_over("check_perun.fetch", argv)};
        });
    };
    return plugin::run_plugin(
        perun::describe_probe(options), perun::option_table(options),
        [&](plugin::Run& run) { perun::check(options, run, renew); }, argc, argv);
}
