#include "cdmi_check.hpp"

#include <fmt/format.h>

#include <array>
#include <optional>

#include "auth/access.hpp"
#include "cleanup/instance.hpp"
#include "cleanup/journal.hpp"
#include "cleanup/leftovers.hpp"
#include "cleanup/name.hpp"
#include "discovery.hpp"
#include "http/endpoint.hpp"
#include "leftovers.hpp"
#include "plugin/number.hpp"
#include "preparation.hpp"
#include "removal.hpp"
#include "trial.hpp"
#include "watch.hpp"

namespace fedcloud::cdmi {
namespace {

using plugin::Checked;
using plugin::Clock;
using plugin::Duration;
using plugin::Fault;
using plugin::State;

class CdmiCheck {
  public:
    CdmiCheck(const Options& options, const Preparation& preparation, auth::Access& access,
              const net::Url& endpoint, plugin::Run& run)
        : options_(options),
          preparation_(preparation),
          run_(run),
          access_(access),
          client_(access.session(), client_settings(endpoint, run), deviations_),
          watch_(
              client_, grace_of(run),
              [&run](std::string text) { run.find(State::warning, "incident", std::move(text)); },
              [&run](std::string text) { run.note(std::move(text)); }),
          discovery_(client_, watch_),
          removal_(client_, watch_) {}

    void run();
    void report();

  private:
    Checked<void> read_capabilities();
    Checked<void> clear_leftovers();
    Checked<void> create();
    bool try_objects();
    Checked<void> remove_all();
    void judge_cycle();

    const Options& options_;
    const Preparation& preparation_;
    plugin::Run& run_;
    auth::Access& access_;
    Deviations deviations_;
    Client client_;
    Watch watch_;
    Discovery discovery_;
    Removal removal_;

    Abilities abilities_;
    std::optional<cleanup::Journal> journal_;
    cleanup::Instance instance_;
    std::optional<cleanup::Record> record_;  // while a container of ours may exist
    std::vector<std::string> objects_;       // that may be in it
    bool seen_ = false;                      // it was looked at
    std::optional<Clock::time_point> cycle_start_;
    Duration cycle_{};
};

void CdmiCheck::run() {
    const auto agreed = run_.step("version", [&] {
        auto done = discovery_.agree_on_version(run_.work());
        run_.describe(discovery_.found().version);
        return done;
    });
    if (!agreed || !run_.step("capabilities", [&] { return read_capabilities(); })) {
        return;
    }
    if (options_.read_only) {
        run_.succeed(fmt::format("the capabilities of {} were read, version {}: {}",
                                 client_.endpoint().to_string(), discovery_.found().version,
                                 describe(discovery_.found().documents)));
        return;
    }
    if (!run_.step("leftovers", [&] { return clear_leftovers(); })) {
        return;
    }
    const bool created{run_.step("create", [&] { return create(); })};
    const bool passed = created && try_objects();
    const bool gone = !record_ || run_.step("delete", [&] { return remove_all(); });
    if (passed && gone) {
        judge_cycle();
        run_.succeed(fmt::format(
            "container and data objects created, read, changed and removed in {}s, version {}",
            plugin::format_seconds(cycle_), discovery_.found().version));
    }
}

Checked<void> CdmiCheck::read_capabilities() {
    if (auto read = discovery_.read_capabilities(run_.work()); !read) {
        return read;
    }
    const auto& documents = discovery_.found().documents;
    run_.describe(describe(documents));
    if (!documents.system) {
        const auto text = fmt::format(
            "{} tells no capabilities: there is no cdmi_capabilities/ in "
            "it, nor above it",
            client_.endpoint().to_string());
        if (options_.read_only) {
            return Unexpected{Fault::service(text)};
        }
        deviations_.add(text);
        return {};
    }
    abilities_ = read_abilities(documents);
    const auto lack = judge(abilities_);
    if (lack && (options_.read_only || lack->blame != plugin::Blame::degraded)) {
        return Unexpected{*lack};
    }
    if (lack) {
        deviations_.add(lack->text + " (tried all the same)");
    }
    return {};
}

Checked<void> CdmiCheck::clear_leftovers() {
    const auto& folder = preparation_.state_folder;
    auto memory = cleanup::open_memory(folder);
    if (!memory) {
        return Unexpected{memory.error()};
    }
    journal_ = std::move(memory->journal);
    instance_ = std::move(memory->instance);
    Containers containers(client_, removal_, cleanup::leftovers_until(run_));
    return cleanup::remove_leftovers({journal_kind, client_.endpoint().to_string(), folder},
                                     *journal_, instance_, containers, run_);
}

Checked<void> CdmiCheck::create() {
    const auto name =
        cleanup::Name::fresh("fedcloud-probe", instance_.id, cleanup::Name::Randomness::bits_128);
    const auto title = name.title();
    const auto url = client_.container_url(title);
    run_.describe(url.to_string());
    // From here on the container may exist.
    auto record = journal_->begin(
        {journal_kind, client_.endpoint().to_string(), title, "", name.created, url.to_string()});
    if (!record) {
        return Unexpected{record.error()};
    }
    record_ = std::move(*record);
    cycle_start_ = Clock::now();
    const auto response = client_.put(url, Kind::container, render_container(), run_.work());
    if (!response) {
        if (!response.error().may_have_happened) {
            (void)record_->close();
            record_.reset();
        }
        return Unexpected{response.error().fault};
    }
    if (response->status != 201 && response->status != 202) {
        deviations_.add(fmt::format("the create of a container answers {}", response->status));
    }
    if (auto finished = watch_.finish(*response, Kind::container, run_.work()); !finished) {
        return finished;
    }
    const auto there = watch_.container(
        url, "the container", [](const Container&) { return true; }, run_.work());
    if (!there) {
        return Unexpected{there.error()};
    }
    seen_ = true;
    return {};
}

bool CdmiCheck::try_objects() {
    Trial trial(client_, watch_, abilities_, client_.container_url(record_->entry().title), run_);
    using Part = Checked<void> (Trial::*)();
    const std::array<std::pair<const char*, Part>, 5> parts{{{"write", &Trial::write},
                                                             {"read", &Trial::read},
                                                             {"update", &Trial::update},
                                                             {"metadata", &Trial::change_metadata},
                                                             {"list", &Trial::list}}};
    bool passed = true;
    for (const auto& [name, part] : parts) {
        passed = passed && run_.step(name, [&, part = part] { return (trial.*part)(); });
    }
    objects_ = trial.names();
    return passed;
}

Checked<void> CdmiCheck::remove_all() {
    const auto& title = record_->entry().title;
    const auto removed = removal_.remove_container(title, objects_, seen_, run_.cleanup());
    cycle_ = Clock::now() - *cycle_start_;
    if (!removed) {
        auto fault = removed.error();
        fault.text +=
            fmt::format("; container {} is left behind, the next run looks for it", title);
        return Unexpected{fault};
    }
    if (*removed == Removal::Outcome::not_there) {
        if (seen_) {
            return Unexpected{Fault::service(
                fmt::format("{} is said not to exist although it was created just now; the next "
                            "run looks again",
                            client_.container_url(title).to_string()))};
        }
        run_.describe("no container of ours is there; the next run looks again");
        return {};
    }
    return record_->close();
}

void CdmiCheck::judge_cycle() {
    const auto& thresholds = run_.options().thresholds;
    const auto state = thresholds.judge(cycle_.count());
    if (state != State::ok) {
        run_.find(state, "cycle-time",
                  fmt::format("from creating to having removed it took {}s, {}",
                              plugin::format_seconds(cycle_), thresholds.reason(state, "s")));
    }
}

void CdmiCheck::report() {
    deviations_.tell(run_);
    run_.add_total();
    const auto first = access_.http().first_connection(client_.endpoint());
    run_.add(plugin::Perfdata::seconds("connect", first.connect));
    run_.add(plugin::Perfdata::seconds("tls", first.tls));
    run_.add(plugin::Perfdata::seconds("version", run_.duration_of("version")));
    run_.add(plugin::Perfdata::seconds("capabilities", run_.duration_of("capabilities")));
    if (!options_.read_only) {
        auto cycle = plugin::Perfdata::seconds("cycle", cycle_);
        cycle.thresholds = run_.options().thresholds;
        run_.add(std::move(cycle));
        for (const auto* step :
             {"create", "write", "read", "update", "metadata", "list", "delete"}) {
            run_.add(plugin::Perfdata::seconds(step, run_.duration_of(step)));
        }
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
                        http::client_options(preparation->access.trust, run), run);
    const auto endpoint = access.open("cdmi");
    if (!endpoint) {
        run.add_total();
        access.add_perfdata();
        return;
    }
    if (preparation->access.credential.x509 && !endpoint->is_tls()) {
        run.note("the endpoint is not https: the proxy was checked, but cannot be presented to it");
    }
    CdmiCheck cdmi(options, *preparation, access, *endpoint, run);
    cdmi.run();
    cdmi.report();
}

}  // namespace fedcloud::cdmi
