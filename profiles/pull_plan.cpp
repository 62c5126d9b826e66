#include "pull_plan.hpp"

#include <fmt/format.h>
#include <sys/stat.h>

#include <chrono>
#include <utility>

#include "collect.hpp"
#include "gocdb.hpp"
#include "http/client.hpp"
#include "http/trust.hpp"
#include "plugin/text.hpp"

namespace fedcloud::profiles {
namespace {

struct Access {
    Gocdb gocdb;
    http::Trust trust;
    std::optional<auth::X509Credential> credential;
};

// All that can be wrong on this side, before a byte is sent.
Expected<Access, std::string> find_access(const PullOptions& options) {
    if (options.gocdb.empty()) {
        return Unexpected{std::string(
            "--gocdb is missing: the base of a GOCDB, such as https://goc.egi.eu/gocdbpi/")};
    }
    if (options.certificate.empty() && !options.key.empty()) {
        return Unexpected{std::string("--key is of no use without --cert")};
    }
    auto gocdb = read_gocdb(options.gocdb, !options.certificate.empty());
    if (!gocdb) {
        return Unexpected{gocdb.error()};
    }
    Access access{std::move(*gocdb), {}, {}};
    if (access.gocdb.base.is_tls()) {
        auto trust = http::find_trust(options.ca_path);
        if (!trust) {
            return Unexpected{trust.error().text};
        }
        access.trust = std::move(*trust);
    }
    if (access.gocdb.interface == Interface::private_one) {
        auto credential = load_certificate(options.certificate, options.key, access.trust);
        if (!credential) {
            return Unexpected{credential.error()};
        }
        access.credential = std::move(*credential);
    }
    return access;
}

http::ClientOptions client_options(const Access& access, const PullOptions& options,
                                   Terminal& terminal) {
    http::ClientOptions client;
    client.trust = access.trust;
    client.family = options.family;
    client.user_agent = "fedcloud-profiles";
    if (access.credential) {
        client.certificate = access.credential->pem;
    }
    if (options.verbosity >= 2) {
        client.trace = [&terminal, most = options.verbosity](int level, const std::string& line) {
            if (level <= most) {
                terminal.tell(line);
            }
        };
    }
    return client;
}

Expected<Built, std::string> ask(const PullOptions& options, const Access& access,
                                 const plugin::Until& until, Terminal& terminal) {
    http::Client client(client_options(access, options, terminal));
    Source source;
    source.interface = access.gocdb.interface;
    source.fetch = fetch_from(access.gocdb, client, until,
                              access.credential ? access.credential->identity : std::string());
    source.progress = [&terminal](const std::string& text) { terminal.progress(text); };
    const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    auto built = collect(source, options.selection, {access.gocdb.name(), now, options.vos});
    if (!built) {
        // The last request tells its own time alone, which may be very short.
        const auto why =
            until.deadline.expired()
                ? fmt::format("the {} s of -t are over; {}", options.timeout.count(), built.error())
                : built.error();
        return Unexpected{fmt::format("{}: {}: nothing was changed", access.gocdb.name(), why)};
    }
    return built;
}

void tell_problems(const std::vector<Problem>& problems, Terminal& terminal) {
    std::vector<std::string> lines;
    for (const auto& problem : problems) {
        lines.push_back(plugin::clean(problem.record) + ": " + plugin::clean(problem.text));
    }
    tool::warn(terminal, lines);
}

void tell_unreadable(const FolderContent& content, const Plan& plan, Terminal& terminal) {
    std::vector<std::string> lines;
    for (const auto& [file, why] : content.unreadable) {
        const bool replaced = plan.update.files.count(file) != 0;
        lines.push_back(fmt::format("no profile that can be read, {}: {}",
                                    replaced ? "replaced" : "left as it is", why));
    }
    tool::warn(terminal, lines);
}

std::string host_of(const std::string& endpoint) {
    const auto url = net::parse_url(endpoint);
    return url ? url->host : "";
}

// What a site's override sets is for whoever answers at the endpoint, credentials included.
void tell_moved(const std::vector<Change>& changes, Terminal& terminal) {
    for (const auto& change : changes) {
        for (const auto& field : change.fields) {
            const auto before = host_of(field.before);
            const auto after = host_of(field.after);
            if (field.field == "parameters.endpoint" && !before.empty() && !after.empty() &&
                before != after) {
                terminal.tell(fmt::format(
                    "warning: service {} of {} moves from the host {} to {}: credentials that are "
                    "set for it here are sent there",
                    plugin::clean(change.key), plugin::clean(change.site), plugin::clean(before),
                    plugin::clean(after)));
            }
        }
    }
}

bool exists(const std::string& path) {
    struct stat status {};
    return stat(path.c_str(), &status) == 0;
}

Expected<void, std::string> lock(const PullOptions& options, const plugin::Until& until,
                                 Prepared& prepared) {
    auto folder = LockedFolder::open(options.profile_dir, until);
    if (!folder) {
        return Unexpected{folder.error() + ": nothing was changed"};
    }
    prepared.folder = std::move(*folder);
    return {};
}

Expected<void, std::string> plan_update(const PullOptions& options, Built built, Prepared& prepared,
                                        Terminal& terminal) {
    auto content = read_folder(options.profile_dir);
    if (!content) {
        return Unexpected{content.error()};
    }
    FolderContent unreadable{{}, std::move(content->unreadable), true};
    auto plan = make_plan(std::move(*content), std::move(built.profiles),
                          {options.max_removals, options.selection.sites});
    if (!plan) {
        return Unexpected{plan.error()};
    }
    prepared.plan = std::move(*plan);
    tell_unreadable(unreadable, prepared.plan, terminal);
    tell_problems(prepared.plan.problems, terminal);
    auto& report = prepared.report;
    report.changes = compare(prepared.plan.before, prepared.plan.after);
    tell_moved(report.changes, terminal);
    report.sites = prepared.plan.after.size();
    for (const auto& [site, profile] : prepared.plan.after) {
        report.services += profile.services.size();
    }
    report.problems = std::move(built.problems);
    report.problems.insert(report.problems.end(), prepared.plan.problems.begin(),
                           prepared.plan.problems.end());
    return {};
}

}  // namespace

Expected<Prepared, std::string> prepare_pull(const PullOptions& options, bool wants_lock,
                                             int interrupt_fd, Context& context) {
    const plugin::Until until{plugin::Deadline(context.start + options.timeout), interrupt_fd};
    const auto access = find_access(options);
    if (!access) {
        return Unexpected{access.error()};
    }
    Prepared prepared;
    if (wants_lock && exists(options.profile_dir)) {
        if (auto locked = lock(options, until, prepared); !locked) {
            return Unexpected{locked.error()};
        }
    }
    auto built = ask(options, *access, until, context.terminal);
    if (!built) {
        return Unexpected{built.error()};
    }
    tell_problems(built->problems, context.terminal);
    if (options.verbosity > 0 && built->of_other_sites > 0) {
        context.terminal.tell(
            fmt::format("{} services of sites that were not asked for are left "
                        "out",
                        built->of_other_sites));
    }
    if (auto planned = plan_update(options, std::move(*built), prepared, context.terminal);
        !planned) {
        return Unexpected{planned.error()};
    }
    if (wants_lock && !prepared.folder) {  // the folder is missing, so there is nothing to compare
        if (auto locked = lock(options, until, prepared); !locked) {
            return Unexpected{locked.error()};
        }
    }
    return prepared;
}

}  // namespace fedcloud::profiles
