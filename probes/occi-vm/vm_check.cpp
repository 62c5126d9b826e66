#include "vm_check.hpp"

#include <fmt/format.h>

#include <optional>

#include "auth/access.hpp"
#include "cleanup/instance.hpp"
#include "cleanup/journal.hpp"
#include "cleanup/leftovers.hpp"
#include "leftovers.hpp"
#include "machine.hpp"
#include "model_check.hpp"
#include "occi/client.hpp"
#include "occi/lifecycle.hpp"
#include "plugin/number.hpp"
#include "preparation.hpp"

namespace fedcloud::occi_vm {
namespace {

using plugin::Checked;
using plugin::Duration;
using plugin::Fault;
using plugin::State;

class VmCheck {
  public:
    VmCheck(const Options& options, const Preparation& preparation, auth::Access& access,
            const net::Url& endpoint, plugin::Run& run)
        : options_(options),
          preparation_(preparation),
          run_(run),
          access_(access),
          client_(access.session(), client_settings(endpoint, run)),
          lifecycle_(client_, [&run](std::string text) {
              run.find(State::warning, "incident", std::move(text));
          }) {}

    void run();
    void report();

  private:
    Checked<void> read_model();
    Checked<void> clear_leftovers();
    Checked<Templates> choose_templates();
    Checked<void> create(const Templates& templates);
    Checked<void> boot();
    void judge_boot(Duration time);
    bool remove_machine();
    Checked<void> find_lost_machine();

    const Options& options_;
    const Preparation& preparation_;
    plugin::Run& run_;
    auth::Access& access_;
    occi::Client client_;
    occi::Lifecycle lifecycle_;

    occi::Model model_;
    std::optional<cleanup::Journal> journal_;
    cleanup::Instance instance_;
    std::optional<cleanup::Record> record_;  // while a machine of ours may exist
    std::optional<net::Url> machine_;
    bool seen_ = false;  // it was looked at, and carries our title
};

void VmCheck::run() {
    if (!run_.step("model", [&] { return read_model(); })) {
        return;
    }
    if (options_.checks_only) {
        run_.succeed(fmt::format("the model of {} was read: {}", client_.endpoint().to_string(),
                                 describe(model_)));
        return;
    }
    if (!run_.step("leftovers", [&] { return clear_leftovers(); })) {
        return;
    }
    const auto templates = run_.step("templates", [&] { return choose_templates(); });
    if (!templates) {
        return;
    }
    const bool created{run_.step("create", [&] { return create(*templates); })};
    const bool active = created && run_.step("boot", [&] { return boot(); });
    const bool removed = !record_ || remove_machine();
    if (active && removed) {
        run_.succeed(fmt::format("machine {} ready in {}s, removed in {}s",
                                 machine_->path.substr(machine_->path.rfind('/') + 1),
                                 plugin::format_seconds(run_.duration_of("boot")),
                                 plugin::format_seconds(run_.duration_of("delete"))));
    }
}

Checked<void> VmCheck::read_model() {
    auto model = client_.query(run_.work());
    if (!model) {
        return Unexpected{model.error().fault};
    }
    model_ = std::move(*model);
    run_.describe(describe(model_));
    for (auto& finding : check_model(model_, options_)) {
        run_.find(finding.state, finding.name, std::move(finding.text));
    }
    if (options_.checks_only && !options_.os_tpl.empty()) {
        if (const auto templates = find_templates(model_, options_); !templates) {
            return Unexpected{templates.error()};
        }
    }
    return {};
}

Checked<void> VmCheck::clear_leftovers() {
    const auto& folder = preparation_.state_folder;
    auto memory = cleanup::open_memory(folder);
    if (!memory) {
        return Unexpected{memory.error()};
    }
    journal_ = std::move(memory->journal);
    instance_ = std::move(memory->instance);
    return remove_leftovers({client_, lifecycle_, model_}, *journal_, instance_, folder, run_);
}

Checked<Templates> VmCheck::choose_templates() {
    auto templates = find_templates(model_, options_);
    if (templates) {
        run_.describe("os_tpl " + templates->os_tpl.id());
    }
    return templates;
}

Checked<void> VmCheck::create(const Templates& templates) {
    const auto name = cleanup::Name::fresh(options_.title_prefix, instance_.id);
    const auto id = cleanup::random_uuid();
    const auto machine = describe_machine(model_, templates, name, id, preparation_.context);
    for (const auto& remark : machine.remarks) {
        run_.note(remark);
    }
    // From here on the machine may exist.
    auto record = journal_->begin(
        {journal_kind, client_.endpoint().to_string(), name.title(), id, name.created, ""});
    if (!record) {
        return Unexpected{record.error()};
    }
    record_ = std::move(*record);
    auto created = client_.create(model_, machine.entity, run_.work());
    if (!created) {
        if (!created.error().may_have_happened) {
            (void)record_->close();
            record_.reset();
        }
        return Unexpected{created.error().fault};
    }
    for (const auto& remark : created->remarks) {
        run_.note(remark);
    }
    machine_ = created->location;
    if (!machine_) {
        if (auto found = find_lost_machine(); !found) {
            return found;
        }
        if (!machine_) {
            return Unexpected{Fault::service(
                "the create was accepted, but no machine with our title is to be found")};
        }
    }
    if (const auto kept = record_->set_location(machine_->to_string()); !kept) {
        run_.note(kept.error().text);  // the title is on disk, that is enough to find it by
    }
    run_.describe(machine_->to_string());
    return {};
}

Checked<void> VmCheck::boot() {
    const auto start = plugin::Clock::now();
    auto active = lifecycle_.wait_until_active(*machine_, record_->entry().title, run_.work());
    if (active) {
        seen_ = true;
        judge_boot(plugin::Clock::now() - start);
    }
    return active;
}

void VmCheck::judge_boot(Duration time) {
    const auto& thresholds = run_.options().thresholds;
    const auto state = thresholds.judge(time.count());
    if (state != State::ok) {
        run_.find(state, "boot-time",
                  fmt::format("the machine took {}s to become active, {}",
                              plugin::format_seconds(time), thresholds.reason(state, "s")));
    }
}

// The answer to the create was lost, or did not say where the machine is.
Checked<void> VmCheck::find_lost_machine() {
    const auto& title = record_->entry().title;
    const auto titles = lifecycle_.titles(model_, occi::compute_id, run_.cleanup());
    if (!titles) {
        return Unexpected{titles.error()};
    }
    for (const auto& [url, found] : titles->instances) {
        if (found == title) {
            machine_ = url;
            seen_ = true;
        }
    }
    return {};
}

// False if it failed; the fault is in the result.
bool VmCheck::remove_machine() {
    return run_
        .step("delete",
              [&]() -> Checked<void> {
                  if (!machine_) {
                      if (auto found = find_lost_machine(); !found) {
                          return found;
                      }
                      if (!machine_) {
                          run_.describe("no machine of ours is there; the next run looks again");
                          return {};
                      }
                  }
                  const auto gone =
                      lifecycle_.remove(*machine_, record_->entry().title, seen_, run_.cleanup());
                  if (!gone) {
                      return Unexpected{gone.error()};
                  }
                  if (*gone == occi::Lifecycle::Removal::not_there) {
                      return Unexpected{Fault::service(
                          fmt::format("{} is said not to exist although it was created just "
                                      "now; the next run looks again",
                                      machine_->to_string()))};
                  }
                  if (auto closed = record_->close(); !closed) {
                      return closed;
                  }
                  return {};
              })
        .has_value();
}

void VmCheck::report() {
    run_.add_total();
    const auto first = access_.http().first_connection(client_.endpoint());
    run_.add(plugin::Perfdata::seconds("connect", first.connect));
    run_.add(plugin::Perfdata::seconds("tls", first.tls));
    run_.add(plugin::Perfdata::seconds("model", run_.duration_of("model")));
    if (!options_.checks_only) {
        run_.add(plugin::Perfdata::seconds("create", run_.duration_of("create")));
        auto boot = plugin::Perfdata::seconds("boot", run_.duration_of("boot"));
        boot.thresholds = run_.options().thresholds;
        run_.add(std::move(boot));
        run_.add(plugin::Perfdata::seconds("delete", run_.duration_of("delete")));
    }
    access_.add_perfdata();
    run_.add(plugin::Perfdata::count("requests", access_.http().requests()));
}

}  // namespace

void check(const Options& options, plugin::Run& run) {
    auto preparation = run.step("credential", [&] { return prepare(options, run); });
    if (!preparation) {
        return;
    }
    auth::Access access(preparation->access.credential, options.login, preparation->access.endpoint,
                        http_options(*preparation, run), run);
    const auto endpoint = access.open("occi");
    if (!endpoint) {
        run.add_total();
        access.add_perfdata();
        return;
    }
    if (preparation->access.credential.x509 && !endpoint->is_tls()) {
        run.note("the endpoint is not https: the proxy was checked, but cannot be presented to it");
    }
    VmCheck vm(options, *preparation, access, *endpoint, run);
    vm.run();
    vm.report();
}

}  // namespace fedcloud::occi_vm
