// A check of Sensu Go that runs on every entity with a label.
#pragma once

#include <chrono>
#include <string>

#include "yaml.hpp"

namespace fedcloud::config::sensu {

// Fields and types are those of api/core/v2 (CheckConfig, ProxyRequests).
struct CheckResource {
    std::string name;
    std::string name_space;
    std::string metric;
    int attempts = 1;           // an annotation: Sensu has no such field
    std::string documentation;  // URL; may be empty
    std::string command;        // of which a token is a part: {{ .annotations.KEY }}
    std::string key;            // of the label that chooses entities
    std::chrono::seconds interval{0};
    std::chrono::seconds timeout{0};
    std::string subscription;
    std::string pipeline;  // may be empty
};

// "/usr/libexec/argo/probes/fedcloud/check_occi_vm WORDS {{ .annotations.KEY }}"; the words are
// quoted for a shell already.
std::string command_with_token(const std::string& program, const std::string& words,
                               const std::string& key);

void write_check(yaml::Writer writer, const CheckResource& check);

}  // namespace fedcloud::config::sensu
