#include "argo_programs.hpp"

#include <algorithm>
#include <array>

namespace fedcloud::profiles {
namespace {

constexpr std::string_view old_occi = "check_occi_compute_create";

// NCG's Active.pm and SCG's generator.py derive these attributes from GOCDB and from the host's
// own configuration.
const std::vector<AttributeOfArgo> of_vo{{"X509_USER_PROXY", "--proxy"}, {"VONAME", "--vo"}};

std::vector<AttributeOfArgo> with_vo(std::vector<AttributeOfArgo> attributes) {
    attributes.insert(attributes.end(), of_vo.begin(), of_vo.end());
    return attributes;
}

std::vector<ArgoProgram> make_programs() {
    return {
        {"check_occi_vm",
         {old_occi},
         {},
         {{"-M", "os-tpl"},
          {"--os_tpl", "os-tpl"},
          {"-R", "resource-tpl"},
          {"--resource_tpl", "resource-tpl"},
          {"-a", "compute-title"},
          {"-n", "auth"},
          {"-X", "voms"},
          {"-F", "checks-only"},
          {"-I", "check-basic-mixins"},
          {"-G", "check-context-mixins"},
          {"-y", ""},
          {"--media-type", ""},
          {"-d", ""}},
         with_vo({{"OCCI_URL", "--endpoint"},
                  {"OCCI_IMAGE", "--os-tpl"},
                  {"OCCI_RESOURCE", "--resource-tpl"}})},
        {"check_occi_tcp", {"check_tcp"}, {"org.nagios.OCCI-TCP"}, {}, {{"OCCI_PORT", "-p"}}, true},
        {"check_cdmi",
         {"cdmiprobe.py", "cdmiprobe"},
         {},
         {},
         with_vo({{"eu.egi.cloud.storage-management.cdmi_URL", "--endpoint"}})},
        {"check_cdmi_tcp", {"check_tcp"}, {"org.nagios.CDMI-TCP"}, {}, {{"CDMI_PORT", "-p"}}, true},
        {"check_broker_tcp",
         {"check_tcp"},
         {"org.nagios.Broker-TCP"},
         {},
         {{"BROKER_PORT", "-p"}},
         true},
        {"check_cloud_bdii",
         {"check_ldap"},
         {"org.nagios.CloudBDII-Check"},
         {{"-3", ""}, {"--ver3", ""}, {"-b", "base"}},
         {{"BDII_PORT", "-p"}},
         true,
         true},
        {"check_apel_pub",
         {"check_fedcloud_accnt"},
         {},
         {{"-u", "url"}, {"-s", "site"}},
         {},
         false,
         true},
        {"check_appdb_update", {"appdb-cloud-probe.pl", "appdb-cloud-probe"}, {}, {{"-u", "url"}}},
        {"check_perun",
         {},  // its own name was the old one's, too
         {},
         {},
         {{"ROBOT_CERT", "--proxy"}, {"ROBOT_KEY", "--key"}},
         true},
    };
}

const std::vector<OptionOfOld>& common_options() {
    static const std::vector<OptionOfOld> options{
        {"-w", "warning"},   {"-c", "critical"}, {"-t", "timeout"}, {"-H", "hostname"},
        {"-p", "port"},      {"-v", ""},         {"--verbose", ""}, {"-4", "ipv4"},
        {"-6", "ipv6"},      {"-e", "endpoint"}, {"-x", "proxy"},   {"--user-cred", "proxy"},
        {"--cert", "proxy"}, {"-C", "proxy"},    {"-K", "key"},     {"--capath", "ca-path"},
    };
    return options;
}

// Where an old probe gave another meaning to what is a common option now.
const std::vector<OptionOfOld>& options_of_old_occi() {
    static const std::vector<OptionOfOld> options{{"-H", "check-basic-kinds"}, {"-c", "ca-path"}};
    return options;
}

const OptionOfOld* find_in(const std::vector<OptionOfOld>& options, std::string_view spelling) {
    const auto found = std::find_if(options.begin(), options.end(), [&](const OptionOfOld& option) {
        return option.spelling == spelling;
    });
    return found == options.end() ? nullptr : &*found;
}

bool contains(const std::vector<std::string_view>& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

// Means the same to NCG's template, to Nagios and to a shell.
bool is_plain(char c) {
    constexpr std::string_view marks = "-_./:@,+=%";
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           marks.find(c) != std::string_view::npos;
}

}  // namespace

const std::vector<ArgoProgram>& argo_programs() {
    static const auto programs = make_programs();
    return programs;
}

const ArgoProgram* find_program(std::string_view program) {
    const auto& programs = argo_programs();
    const auto found = std::find_if(programs.begin(), programs.end(), [&](const ArgoProgram& each) {
        return each.program == program;
    });
    return found == programs.end() ? nullptr : &*found;
}

const ArgoProgram* find_replacement(std::string_view probe, std::string_view metric) {
    if (const auto* ours = find_program(probe)) {
        return ours;
    }
    for (const auto& program : argo_programs()) {
        if (contains(program.replaces, probe) &&
            (program.only_for.empty() || contains(program.only_for, metric))) {
            return &program;
        }
    }
    return nullptr;
}

const OptionOfOld* find_option(const ArgoProgram& program, std::string_view probe,
                               std::string_view spelling) {
    if (probe == old_occi && spelling == "-p") {
        return nullptr;  // a password, which is told in a file now
    }
    const auto* found = probe == old_occi ? find_in(options_of_old_occi(), spelling) : nullptr;
    found = found == nullptr ? find_in(program.options, spelling) : found;
    return found == nullptr ? find_in(common_options(), spelling) : found;
}

bool is_name_of_an_option(const ArgoProgram& program, std::string_view name) {
    const auto has_name = [&](const OptionOfOld& option) { return option.name == name; };
    const auto& common = common_options();
    return std::any_of(program.options.begin(), program.options.end(), has_name) ||
           std::any_of(common.begin(), common.end(), has_name);
}

std::string quote_for_argo(std::string_view value) {
    if (std::all_of(value.begin(), value.end(), is_plain)) {
        return std::string(value);
    }
    // '!' ends an argument of a Nagios command, '$' begins a macro, ';' a comment, and a quote
    // would end what is quoted.
    if (value.find_first_of("'!$;\\\"`") != std::string_view::npos) {
        return {};
    }
    return "'" + std::string(value) + "'";
}

std::string unquote_from_argo(std::string_view value) {
    const bool is_quoted = value.size() > 1 && (value.front() == '\'' || value.front() == '"') &&
                           value.back() == value.front();
    return std::string(is_quoted ? value.substr(1, value.size() - 2) : value);
}

}  // namespace fedcloud::profiles
