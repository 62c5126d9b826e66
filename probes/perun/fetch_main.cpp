// check_perun.fetch: the same check, which can also ask Perun.
#include "ask.hpp"
#include "options.hpp"
#include "perun_check.hpp"
#include "plugin/run_plugin.hpp"

int main(int argc, char** argv) {
    using namespace fedcloud;
    perun::Options options;
    const auto renew = [&](const net::Url& url, page::Cache& cache, plugin::Run& run) {
        return perun::ask(options, url, cache, run);
    };
    return plugin::run_plugin(
        perun::describe_probe(options), perun::option_table(options),
        [&](plugin::Run& run) { perun::check(options, run, renew); }, argc, argv);
}
