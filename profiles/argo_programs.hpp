// Our programs among ARGO's probes: which of theirs each replaces, and how their options are
// called here.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace fedcloud::profiles {

// One option as ARGO's files may spell it ("-w", "--os_tpl").
struct OptionOfOld {
    std::string_view spelling;
    std::string_view name;  // our long option; empty: has no effect any more
};

struct AttributeOfArgo {
    std::string_view attribute;  // of a host or service, as NCG and SCG derive it
    std::string_view option;     // ours that takes it, with its dashes
};

struct ArgoProgram {
    std::string_view program;                  // "check_occi_vm"
    std::vector<std::string_view> replaces{};  // file names of older probes
    // Probes that serve other metrics, too, are replaced for these alone.
    std::vector<std::string_view> only_for{};
    std::vector<OptionOfOld> options{};         // besides those that all have
    std::vector<AttributeOfArgo> attributes{};  // what ARGO is to hand it
    bool takes_host = false;                    // -H with the host is of use to it
    bool takes_site = false;                    // --site with the site's name
};

const std::vector<ArgoProgram>& argo_programs();
// The one that runs `metric` where ARGO runs `probe`; nullptr: none of ours.
const ArgoProgram* find_replacement(std::string_view probe, std::string_view metric);
const ArgoProgram* find_program(std::string_view program);
// Our long name of an option as it is spelt in a file. nullptr: not known to the program.
const OptionOfOld* find_option(const ArgoProgram& program, std::string_view probe,
                               std::string_view spelling);

// True if some spelling stands for it.
bool is_name_of_an_option(const ArgoProgram& program, std::string_view name);

// A value as it stands in a command line that a shell reads: quoted if it must be. Empty: nothing
// that NCG, Nagios and a shell would all leave as it is.
std::string quote_for_argo(std::string_view value);
std::string unquote_from_argo(std::string_view value);

}  // namespace fedcloud::profiles
