// PUT of containers and data objects.
#include <optional>

#include "cdmi_capabilities.hpp"
#include "cdmi_change.hpp"
#include "cdmi_input.hpp"
#include "cdmi_render.hpp"

namespace fedcloud::testbed::cdmi {
namespace {

bool is_reserved(const std::string& path) {
    return name_of(path).starts_with("cdmi_");
}

// Why nothing of this kind can be written here.
std::optional<Problem> obstacle(const Exchange& it, const std::string& path, NodeKind kind) {
    if (path.empty()) {
        return Problem::root;
    }
    if (it.settings.read_only) {
        return Problem::read_only;
    }
    if (it.traits.reserves_names && is_reserved(path)) {
        return Problem::reserved_name;
    }
    const bool container = kind == NodeKind::container;
    const auto* existing = it.tree.find(path);
    if (existing != nullptr && existing->kind != kind) {
        return Problem::other_kind;
    }
    const auto* parent = it.tree.find(parent_of(path));
    if (parent == nullptr || parent->kind != NodeKind::container) {
        return container ? Problem::container_parent_missing : Problem::object_parent_missing;
    }
    const bool at_root = parent_of(path).empty() && existing == nullptr;
    if (at_root && !(container ? it.traits.containers_at_root : it.traits.objects_at_root)) {
        return Problem::outside_a_container;
    }
    if (it.settings.quota != 0) {
        return Problem::quota;
    }
    if (existing == nullptr &&
        is_taken_away(it.settings, "container",
                      container ? "cdmi_create_container" : "cdmi_create_dataobject")) {
        return Problem::no_capability;
    }
    return std::nullopt;
}

// What the body tells of an object or a container that the settings do not let it change.
std::optional<Problem> forbidden_change(const Exchange& it, const std::string& class_name,
                                        bool metadata, bool value) {
    const bool forbidden =
        (metadata && is_taken_away(it.settings, class_name, "cdmi_modify_metadata")) ||
        (value && is_taken_away(it.settings, class_name, "cdmi_modify_value"));
    return forbidden ? std::optional{Problem::no_capability} : std::nullopt;
}

void begin_delay(const Exchange& it, Node& node) {
    if (!it.settings.delays()) {
        return;
    }
    node.ready_at = Clock::now() + std::chrono::duration_cast<Clock::duration>(it.settings.delayed);
    node.polls_left = it.settings.delayed_polls;
    node.failure = it.settings.delayed_error;
}

const std::string& written_type(const Exchange& it, NodeKind kind) {
    const auto& types = it.traits.types;
    if (!types.written.empty()) {
        return types.written;
    }
    return kind == NodeKind::container ? types.container : types.object;
}

Answer with_node(const Exchange& it, int status, const std::string& path, const Node& node) {
    return respond_json(it, status, written_type(it, node.kind),
                        render(it, path, node, Occasion::written),
                        it.traits.types.version_of_written);
}

Answer created(const Exchange& it, const std::string& path, const Node& node, bool plain) {
    if (it.settings.delays()) {
        auto answer = with_node(it, 202, path, node);
        if (it.settings.location != "missing") {
            answer.headers.emplace_back("Location",
                                        (it.settings.location == "absolute" ? it.host() : "") +
                                            uri_of(it, path, node.kind));
        }
        return answer;
    }
    const auto& statuses = it.traits.statuses;
    const int status =
        node.kind == NodeKind::container ? statuses.container_created : statuses.object_created;
    return plain || !it.traits.replies_with_body ? bare(it, status)
                                                 : with_node(it, status, path, node);
}

Answer update_container(const Exchange& it, const std::string& path, Node& node,
                        const ContainerInput& input) {
    if (const auto problem = forbidden_change(it, "container", input.metadata.has_value(), false)) {
        return complain(it, *problem);
    }
    if (!it.settings.update_lies && input.metadata) {
        const auto before = node;
        if (it.traits.merges_container_metadata && !it.settings.metadata_lost) {
            node.metadata.update(*input.metadata);
        } else {
            change_metadata(it, node, *input.metadata);
        }
        node.modified = SystemClock::now();
        hide_change(it, node, before);
    }
    const int status = it.traits.statuses.container_updated;
    return status == 201 ? with_node(it, status, path, node) : bare(it, status);
}

Answer update_object(const Exchange& it, const std::string& path, Node& node,
                     const ObjectInput& input) {
    if (const auto problem = forbidden_change(it, "dataobject", input.metadata.has_value(),
                                              input.value.has_value())) {
        return complain(it, *problem);
    }
    if (!it.settings.update_lies && it.traits.update != UpdateRule::nothing) {
        const auto before = node;
        change_object(it, node, input);
        hide_change(it, node, before);
    }
    const int status = it.traits.statuses.object_updated;
    return it.traits.updates_reply_with_body ? with_node(it, status, path, node) : bare(it, status);
}

// The object that is copied or moved here, without its place.
std::optional<Node> source_of(const Exchange& it, const ObjectInput& input) {
    const auto& path = input.copy ? *input.copy : *input.move;
    const auto* found = it.tree.find(path);
    if (found == nullptr || found->kind != NodeKind::object) {
        return std::nullopt;
    }
    auto node = *found;
    if (input.move) {
        it.tree.remove(path);
    } else {
        node.key = random_text(16);
        node.created = SystemClock::now();
    }
    node.owner = Owner::http;
    return node;
}

Answer create_object(const Exchange& it, const std::string& path, const ObjectInput& input) {
    Node node;
    if (input.copy || input.move) {
        auto source = source_of(it, input);
        if (!source) {
            return complain(it, Problem::source_missing);
        }
        node = std::move(*source);
    } else {
        node.kind = NodeKind::object;
        node.key = random_text(16);
        node.mimetype = it.traits.default_mimetype;
        node.transfer_encoding = it.traits.default_encoding;
    }
    node.mimetype = input.mimetype.value_or(node.mimetype);
    node.transfer_encoding = input.encoding.value_or(node.transfer_encoding);
    node.value = input.value.value_or(node.value);
    if (!it.settings.metadata_lost) {
        node.metadata = input.metadata.value_or(node.metadata);
    }
    node.modified = SystemClock::now();
    begin_delay(it, node);
    return created(it, path, it.tree.put(path, std::move(node)), false);
}

Answer write_plain(const Exchange& it, const std::string& path) {
    const auto& request = it.request;
    const bool exists = it.tree.find(path) != nullptr;
    if (exists && is_taken_away(it.settings, "dataobject", "cdmi_modify_value")) {
        return complain(it, Problem::no_capability);
    }
    ObjectInput input;
    input.mimetype =
        request.content_type.empty() ? "application/octet-stream" : request.content_type;
    input.encoding = it.traits.plain_encoding;
    input.value = request.call.body;
    if (exists) {
        update_object(it, path, *it.tree.find(path), input);
        return bare(it, it.traits.statuses.object_updated);
    }
    const auto answer = create_object(it, path, input);
    return answer.status == 202 ? answer : bare(it, answer.status);
}

}  // namespace

Answer write_container(const Exchange& it, bool plain) {
    const auto& path = it.request.path;
    if (!it.request.slash && it.traits.statuses.wrong_slash != 200) {
        return complain(it, Problem::container_without_slash);
    }
    if (const auto problem = obstacle(it, path, NodeKind::container)) {
        return complain(it, *problem);
    }
    const auto input =
        plain ? std::variant<ContainerInput, Problem>{ContainerInput{}} : read_container_input(it);
    if (const auto* problem = std::get_if<Problem>(&input)) {
        return complain(it, *problem);
    }
    const auto& told = std::get<ContainerInput>(input);
    if (auto* existing = it.tree.find(path)) {
        return update_container(it, path, *existing, told);
    }
    auto& node = it.tree.make(path, NodeKind::container, Owner::http);
    if (told.metadata && !it.settings.metadata_lost) {
        node.metadata = *told.metadata;
    }
    begin_delay(it, node);
    return created(it, path, node, plain);
}

Answer write_object(const Exchange& it, const std::string& path, bool plain) {
    if (it.request.slash && it.traits.statuses.wrong_slash != 200) {
        return complain(it, Problem::object_with_slash);
    }
    if (const auto problem = obstacle(it, path, NodeKind::object)) {
        return complain(it, *problem);
    }
    if (plain) {
        return write_plain(it, path);
    }
    auto* existing = it.tree.find(path);
    const auto input =
        read_object_input(it, existing != nullptr && it.traits.update == UpdateRule::standard
                                  ? existing->transfer_encoding
                                  : it.traits.default_encoding);
    if (const auto* problem = std::get_if<Problem>(&input)) {
        return complain(it, *problem);
    }
    const auto& told = std::get<ObjectInput>(input);
    const bool replaced_by_source = told.copy || told.move;
    return existing != nullptr && !replaced_by_source ? update_object(it, path, *existing, told)
                                                      : create_object(it, path, told);
}

}  // namespace fedcloud::testbed::cdmi
