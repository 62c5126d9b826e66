// What is wrong with the records of a site in GOCDB, in words for those who can mend it. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "metrics/metric_profile.hpp"
#include "store.hpp"

namespace fedcloud::profiles {

enum class Severity { error, warning, info };  // the worst first
std::string_view name_of(Severity severity);

struct Finding {
    Severity severity = Severity::error;
    std::string code;     // stable, for programs: "url-missing"
    std::string site;     // GOCDB's name
    std::string service;  // key; empty: the site itself
    // Which record: "service 1000G0 (eu.egi.cloud.vm-management.occi on occi.example.org)", a file.
    std::string record;
    // Sentences, each to be read by itself. Text from outside in them is cleaned.
    std::string problem;
    std::string consequence;  // why it matters
    std::string remedy;       // what to enter, and where

    bool operator==(const Finding&) const = default;
};

// What every rule may look at.
struct LintSubject {
    const site::Profile& profile;
    const metrics::MetricProfile& metrics;
    const site::Overrides& overrides;
};

// All of them, in the order of the records.
std::vector<Finding> lint_profile(const LintSubject& subject);

// What only shows when all sites are seen together: one service registered at two of them.
std::vector<Finding> lint_across_sites(const std::vector<const site::Profile*>& profiles);

// Settings for services, metrics and programs that there are not; secrets that are for any host.
std::vector<Finding> lint_overrides(const StoredSite& stored,
                                    const metrics::MetricProfile& metrics);

// The parts of lint_profile().
class Record;
void lint_site(const LintSubject& subject, std::vector<Finding>& findings);
void lint_type(const LintSubject& subject, const site::Service& service, Record& record);
void lint_url(const LintSubject& subject, const site::Service& service, Record& record);
void lint_duplicates(const site::Profile& profile, std::vector<Finding>& findings);

// Collects the findings about one record.
class Record {
  public:
    Record(const site::Profile& profile, std::vector<Finding>& findings);
    Record(const site::Profile& profile, const site::Service& service,
           std::vector<Finding>& findings);

    void add(Severity severity, std::string code, std::string problem, std::string consequence,
             std::string remedy);

  private:
    Finding template_;
    std::vector<Finding>& findings_;
};

// "service 1000G0 (eu.egi.cloud.vm-management.occi on occi.example.org)"
std::string in_words(const site::Service& service);

}  // namespace fedcloud::profiles
