#include "auth/project_choice.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "plugin/text.hpp"

namespace fedcloud::auth {
namespace {

using plugin::Checked;
using plugin::Fault;

std::string list(const std::vector<Project>& projects) {
    constexpr std::size_t most = 10;
    std::string text;
    for (std::size_t i = 0; i < projects.size() && i < most; ++i) {
        text += (i == 0 ? "" : ", ") + plugin::clean(projects[i].name, 60);
    }
    return projects.size() > most ? fmt::format("{} and {} more", text, projects.size() - most)
                                  : text;
}

// A dot belongs to the name of a VO, such as fedcloud.egi.eu.
bool belongs_to_a_word(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '.';
}

bool contains_word(const std::string& name, const std::string& word) {
    for (auto at = name.find(word); at != std::string::npos; at = name.find(word, at + 1)) {
        const auto end = at + word.size();
        const bool begins = at == 0 || !belongs_to_a_word(name[at - 1]);
        const bool ends = end == name.size() || !belongs_to_a_word(name[end]);
        if (begins && ends) {
            return true;
        }
    }
    return false;
}

template <typename Predicate>
std::vector<Project> those(const std::vector<Project>& projects, Predicate predicate) {
    std::vector<Project> found;
    std::copy_if(projects.begin(), projects.end(), std::back_inserter(found), predicate);
    return found;
}

Checked<Project> only_one(const std::vector<Project>& found, const std::vector<Project>& all,
                          const std::string& what) {
    if (found.size() == 1) {
        return found.front();
    }
    return Unexpected{Fault::ours(
        found.empty()
            ? fmt::format("{} none of the projects that Keystone offers: {}; see --project", what,
                          list(all))
            : fmt::format("{} several of the projects that Keystone offers: {}; see --project",
                          what, list(found)))};
}

}  // namespace

Checked<Project> choose_project(const std::vector<Project>& projects, const std::string& wanted,
                                const std::string& vo) {
    if (projects.empty()) {
        return Unexpected{Fault::service(
            "Keystone takes our log-in, but offers no project: nothing was granted to it")};
    }
    if (!wanted.empty()) {
        const auto by_id = those(projects, [&](const Project& p) { return p.id == wanted; });
        return only_one(by_id.empty()
                            ? those(projects, [&](const Project& p) { return p.name == wanted; })
                            : by_id,
                        projects, fmt::format("--project '{}' is the name of", wanted));
    }
    if (vo.empty()) {
        return only_one(projects, projects, "without a VO there is no telling which is ours:");
    }
    const auto exact = those(projects, [&](const Project& p) { return p.name == vo; });
    return only_one(
        exact.empty() ? those(projects, [&](const Project& p) { return contains_word(p.name, vo); })
                      : exact,
        projects, fmt::format("the VO '{}' is named by", vo));
}

}  // namespace fedcloud::auth
