#include "icinga2_objects.hpp"

#include <fmt/format.h>

#include <iterator>

#include "escape.hpp"
#include "icinga2_commands.hpp"
#include "icinga2_text.hpp"

namespace fedcloud::config::icinga2 {
namespace {

using Out = std::back_insert_iterator<std::string>;

void attribute(Out out, std::string_view name, const std::string& value) {
    fmt::format_to(out, "  {} = {}\n", name, value);
}

// Of a custom variable, where there is something to tell.
void variable(Out out, std::string_view name, std::string_view text) {
    if (!text.empty()) {
        fmt::format_to(out, "  vars.fedcloud_{} = {}\n", name, variable_text_literal(text));
    }
}

void web_address(Out out, std::string_view name, std::string_view url) {
    if (const auto clean = web_link(url); !clean.empty()) {
        attribute(out, name, literal(clean));
    }
}

void render_host(Out out, const Plan& plan, const Host& host) {
    const Site& site = plan.sites[host.site];
    const Group& ngi = plan.ngis[site.ngi];
    fmt::format_to(out, "\nobject Host {} {{\n  import \"fedcloud-host\"\n", literal(host.name));
    attribute(out, "display_name", text_literal(fmt::format("{} ({})", host.address, site.title)));
    attribute(out, host.address.find(':') == std::string::npos ? "address" : "address6",
              literal(host.address));
    fmt::format_to(out, "  groups = [ {}, {} ]\n", literal(site_group(site)),
                   literal(ngi_group(ngi)));
    variable(out, "site_name", site.title);
    variable(out, "ngi", ngi.title);
    variable(out, "country", site.country);
    variable(out, "certification_status", site.certification_status);
    variable(out, "infrastructure", site.infrastructure);
    fmt::format_to(out, "}}\n");
}

void render_service(Out out, const Plan& plan, const Check& check) {
    const Group& metric = plan.metrics[check.metric];
    fmt::format_to(out,
                   "\nobject Service {} {{\n  import \"{}\"\n  host_name = {}\n"
                   "  check_command = {}\n",
                   literal(check.name),
                   check.production ? "fedcloud-service" : "fedcloud-service-not-in-production",
                   literal(plan.hosts[check.host].name), literal(command_name(check.program)));
    attribute(out, "display_name", text_literal(check.title));
    fmt::format_to(out,
                   "  check_interval = {}m\n  retry_interval = {}m\n  max_check_attempts = {}\n"
                   "  check_timeout = {}s\n  groups = [ {} ]\n",
                   check.interval.count(), check.retry_interval.count(), check.attempts,
                   (check.timeout + grace).count(), literal(metric_group(metric)));
    if (!check.notes.empty()) {
        attribute(out, "notes", text_literal(check.notes, 1024));
    }
    web_address(out, "notes_url", metric.url);
    web_address(out, "action_url", check.url);
    fmt::format_to(out, "{}",
                   render_variables(check, find_program(programs(), check.program), "  "));
    variable(out, "metric", metric.name);
    variable(out, "service_type", check.service_type);
    variable(out, "service_key", check.service_key);
    fmt::format_to(out, "  vars.fedcloud_production = {}\n}}\n", check.production);
}

// The check runs all the same; nobody is told of it while what it needs is red.
void render_dependency(Out out, std::string_view host, const Check& check,
                       std::string_view parent_host, std::string_view parent, bool is_foreign) {
    fmt::format_to(out,
                   "\nobject Dependency {} {}{{\n  import \"fedcloud-dependency\"\n"
                   "  child_host_name = {}\n  child_service_name = {}\n"
                   "  parent_host_name = {}\n  parent_service_name = {}\n}}\n",
                   literal(fmt::format("on-{}", parent)), is_foreign ? "ignore_on_error " : "",
                   literal(host), literal(check.name), literal(parent_host), literal(parent));
}

void render_dependencies(Out out, const Plan& plan, const Check& check) {
    const auto& host = plan.hosts[check.host].name;
    for (const auto index : check.depends_on) {
        const Check& parent = plan.checks[index];
        render_dependency(out, host, check, plan.hosts[parent.host].name, parent.name, false);
    }
    // Of an object that is not ours; and a satellite need not know it.
    for (const auto& metric : check.depends_local) {
        render_dependency(out, host, check, plan.local_host, metric, true);
    }
}

// An outage "at risk" silences nothing: the service is to work. For the others
// a Downtime, not a ScheduledDowntime: that one knows only times of day, in the daemon's time zone,
// and a fresh downtime for each day. As an object of the configuration it has a beginning and an
// end in UTC; what is over has no effect, and stays until the next configuration
// (lib/icinga/downtime.cpp: RemoveDowntime passes over all that is not of the package "_api").
void render_downtime(Out out, const Plan& plan, const Downtime& downtime) {
    if (downtime.severity != site::Severity::outage) {
        return;
    }
    const auto comment =
        fmt::format("GOCDB {}, {}: {}", downtime.name,
                    downtime.scheduled ? "scheduled" : "unscheduled", downtime.description);
    for (const auto index : downtime.checks) {
        const Check& check = plan.checks[index];
        fmt::format_to(out,
                       "\nobject Downtime {} {{\n  host_name = {}\n  service_name = {}\n"
                       "  author = \"GOCDB\"\n  comment = {}\n"
                       "  start_time = {}\n  end_time = {}\n  fixed = true\n}}\n",
                       literal(downtime.name), literal(plan.hosts[check.host].name),
                       literal(check.name), text_literal(comment, 512),
                       downtime.start.time_since_epoch().count(),
                       downtime.end.time_since_epoch().count());
    }
}

void render_group(Out out, std::string_view type, const std::string& name, const Group& group) {
    fmt::format_to(out, "\nobject {} {} {{\n  display_name = {}\n", type, literal(name),
                   text_literal(group.title));
    web_address(out, "notes_url", group.url);
    fmt::format_to(out, "}}\n");
}

}  // namespace

std::string site_group(const Site& site) {
    return "site-" + site.name;
}
std::string ngi_group(const Group& ngi) {
    return "ngi-" + ngi.name;
}
std::string metric_group(const Group& metric) {
    return "metric-" + metric.name;
}

std::string render_groups(const Plan& plan) {
    std::string text = "// Host groups of NGIs and sites, service groups of metrics.\n";
    const Out out(text);
    for (const auto& ngi : plan.ngis) {
        render_group(out, "HostGroup", ngi_group(ngi), ngi);
    }
    for (const auto& site : plan.sites) {
        render_group(out, "HostGroup", site_group(site), {site.name, site.title, {}});
    }
    for (const auto& metric : plan.metrics) {
        render_group(out, "ServiceGroup", metric_group(metric), metric);
    }
    return text;
}

std::vector<SiteObjects> objects_by_site(const Plan& plan) {
    std::vector<SiteObjects> sites(plan.sites.size());
    for (std::size_t i = 0; i < plan.hosts.size(); ++i) {
        sites[plan.hosts[i].site].hosts.push_back(i);
    }
    for (std::size_t i = 0; i < plan.checks.size(); ++i) {
        sites[plan.hosts[plan.checks[i].host].site].checks.push_back(i);
    }
    for (std::size_t i = 0; i < plan.downtimes.size(); ++i) {
        sites[plan.downtimes[i].site].downtimes.push_back(i);
    }
    return sites;
}

std::string render_site(const Plan& plan, std::size_t site, const SiteObjects& objects) {
    constexpr std::size_t bytes_of_a_check = 1500;
    std::string text;
    text.reserve(bytes_of_a_check * (objects.checks.size() + objects.hosts.size()));
    const Out out(text);
    fmt::format_to(out, "\n// Site {}\n", text_literal(plan.sites[site].title));
    for (const auto host : objects.hosts) {
        render_host(out, plan, plan.hosts[host]);
    }
    for (const auto check : objects.checks) {
        render_service(out, plan, plan.checks[check]);
        render_dependencies(out, plan, plan.checks[check]);
    }
    for (const auto downtime : objects.downtimes) {
        render_downtime(out, plan, plan.downtimes[downtime]);
    }
    return text;
}

}  // namespace fedcloud::config::icinga2
