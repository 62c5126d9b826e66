// What a CDMI server stores: containers and data objects, each at its path.
#include "cdmi_tree.hpp"

namespace fedcloud::testbed::cdmi {

Progress Node::progress() const {
    if (polls_left > 0 || Clock::now() < ready_at) {
        return Progress::processing;
    }
    return failure.empty() ? Progress::complete : Progress::failed;
}

Node* Tree::find(const std::string& path) {
    const auto found = nodes_.find(path);
    return found != nodes_.end() ? &found->second : nullptr;
}

Node& Tree::make(const std::string& path, NodeKind kind, Owner owner) {
    Node node;
    node.kind = kind;
    node.owner = owner;
    node.key = random_text(16);
    return put(path, std::move(node));
}

Node& Tree::put(const std::string& path, Node node) {
    return nodes_.insert_or_assign(path, std::move(node)).first->second;
}

void Tree::remove(const std::string& path) {
    const auto below = path + "/";
    for (auto at = nodes_.lower_bound(below); at != nodes_.end() && at->first.starts_with(below);) {
        at = nodes_.erase(at);
    }
    if (!path.empty()) {
        nodes_.erase(path);
    }
}

std::vector<std::string> Tree::children(const std::string& path) const {
    const auto below = path + "/";
    std::vector<std::string> names;
    for (auto at = nodes_.lower_bound(below); at != nodes_.end() && at->first.starts_with(below);
         ++at) {
        if (at->first.find('/', below.size()) == std::string::npos) {
            names.push_back(at->first.substr(below.size()));
        }
    }
    return names;
}

void Tree::reset(const std::string& container) {
    remove("");
    if (!container.empty()) {
        make(container, NodeKind::container, Owner::foreign);
    }
}

std::string parent_of(const std::string& path) {
    return path.substr(0, path.rfind('/'));
}

std::string name_of(const std::string& path) {
    return path.empty() ? path : path.substr(path.rfind('/') + 1);
}

}  // namespace fedcloud::testbed::cdmi
