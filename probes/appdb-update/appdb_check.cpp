#include "appdb_check.hpp"

#include "list_check.hpp"
#include "preparation.hpp"
#include "site_check.hpp"

namespace fedcloud::appdb_update {

void check(const Options& options, plugin::Run& run) {
    auto preparation = run.step("credential", [&] { return prepare(options, run); });
    if (!preparation) {
        return;
    }
    ListCheck list_check(options, *preparation, run);
    const auto* list = list_check.run();
    if (list != nullptr && options.compare_with != Site::none) {
        check_site(options, *preparation, *list, run);
    }
    run.add_total();
    list_check.add_perfdata();
}

}  // namespace fedcloud::appdb_update
