// One simulated CDMI server: what the control API sees of it and does to it.
#include <stdexcept>

#include "cdmi.hpp"
#include "encoding.hpp"
#include "setting_values.hpp"

namespace fedcloud::testbed {
namespace {

using cdmi::Node;
using cdmi::NodeKind;
using cdmi::Owner;

Json node_json(const std::string& path, const Node& node) {
    const bool container = node.kind == NodeKind::container;
    Json result = Json::object();
    result["path"] = container ? path + "/" : path;
    result["kind"] = container ? "container" : "object";
    if (!container) {
        result["mimetype"] = node.mimetype;
        result["valuetransferencoding"] = node.transfer_encoding;
        result["value"] = encode_base64(node.value);
    }
    result["metadata"] = node.metadata;
    result["owner"] = node.owner == Owner::http ? "http" : "foreign";
    result["age_seconds"] = Seconds{cdmi::SystemClock::now() - node.created}.count();
    return result;
}

void read_field(Node& node, const std::string& name, const Json& value) {
    if (name == "mimetype") {
        node.mimetype = read_text(name, value);
    } else if (name == "valuetransferencoding") {
        node.transfer_encoding = read_text(name, value);
    } else if (name == "value") {
        const auto text = read_text(name, value);
        const auto bytes = text.empty() ? std::optional{text} : decode_base64(text);
        if (!bytes) {
            throw std::invalid_argument{"value is not base64"};
        }
        node.value = *bytes;
    } else if (name == "metadata") {
        require_object(value);
        node.metadata = value;
    } else if (name == "age_seconds") {
        const auto age = read_seconds(name, value);
        node.created -= std::chrono::duration_cast<cdmi::SystemClock::duration>(age);
        node.modified = node.created;
    } else if (name != "path" && name != "kind") {
        throw std::invalid_argument{"an object has no " + name};
    }
}

// The path without the slash at its end, which makes it a container.
std::pair<std::string, NodeKind> read_place(const Json& description) {
    auto path = read_text("path", description.value("path", Json{}));
    const bool container = path.ends_with('/');
    if (container) {
        path.pop_back();
    }
    if (path.size() < 2 || path.front() != '/' || path.find("//") != std::string::npos) {
        throw std::invalid_argument{"path is /NAME/ of a container or /CONTAINER/NAME"};
    }
    if (description.value("kind", container ? "container" : "object") !=
        (container ? "container" : "object")) {
        throw std::invalid_argument{"only the path of a container ends in a slash"};
    }
    return {path, container ? NodeKind::container : NodeKind::object};
}

}  // namespace

Json Cdmi::summary() const {
    return {{"name", server_.name()},
            {"dialect", traits_.name},
            {"endpoint", server_.url() + traits_.space},
            {"port", server_.port()}};
}

Json Cdmi::description() {
    return server_.describe(summary(), to_json(settings_.get()));
}

Json Cdmi::objects() {
    const std::lock_guard lock{tree_mutex_};
    Json result = Json::array();
    for (const auto& [path, node] : tree_.nodes()) {
        if (!path.empty() && path != traits_.space) {
            result.push_back(node_json(path, node));
        }
    }
    return result;
}

Json Cdmi::add_foreign(const Json& description) {
    require_object(description);
    const auto [path, kind] = read_place(description);
    Node node;
    node.kind = kind;
    node.owner = Owner::foreign;
    node.key = random_text(16);
    node.mimetype = "text/plain";
    node.transfer_encoding = "utf-8";
    for (const auto& [name, value] : description.items()) {
        read_field(node, name, value);
    }
    const std::lock_guard lock{tree_mutex_};
    for (auto parent = cdmi::parent_of(path); tree_.find(parent) == nullptr;
         parent = cdmi::parent_of(parent)) {
        tree_.make(parent, NodeKind::container, Owner::foreign);
    }
    return node_json(path, tree_.put(path, std::move(node)));
}

void Cdmi::forget_objects() {
    const std::lock_guard lock{tree_mutex_};
    tree_.reset(traits_.space);
}

}  // namespace fedcloud::testbed
