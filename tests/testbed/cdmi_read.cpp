// GET and DELETE of what a CDMI server stores.
#include <algorithm>
#include <optional>

#include "cdmi_capabilities.hpp"
#include "cdmi_render.hpp"

namespace fedcloud::testbed::cdmi {
namespace {

// What is to be answered when the slash is there without need, or is not there.
std::optional<Answer> wrong_slash(const Exchange& it, const std::string& path, NodeKind kind) {
    const int status = it.traits.statuses.wrong_slash;
    if (it.request.slash == (kind == NodeKind::container) || status == 200) {
        return std::nullopt;
    }
    // By the standard only a container's slash may be forgotten.
    if (kind == NodeKind::object && status == 301) {
        return complain(it, Problem::missing);
    }
    return redirect(it, path, kind);
}

bool suits_accept(const Exchange& it, const std::string& type) {
    const auto& accepted = it.request.accepted;
    return !it.traits.checks_accept || it.request.accepts_anything() ||
           std::none_of(accepted.begin(), accepted.end(), is_cdmi_type) ||
           std::find(accepted.begin(), accepted.end(), type) != accepted.end();
}

// Of "bytes=0-4" and "bytes=5-".
std::optional<Range> byte_range(const Exchange& it, std::uint64_t size) {
    constexpr std::string_view unit = "bytes=";
    auto text = header_value(it.request.call.headers, "Range");
    if (!text.starts_with(unit)) {
        return std::nullopt;
    }
    text.erase(0, unit.size());
    auto range = read_range(text.ends_with('-') ? text + std::to_string(size) : text);
    if (!range || range->first >= size) {
        return std::nullopt;
    }
    range->second = std::min(range->second, size - 1);
    return range;
}

Answer read_raw(const Exchange& it, const Node& node) {
    const auto value = shown_value(it, node);
    const auto range = byte_range(it, value.size());
    if (!range) {
        return respond(it, 200, node.mimetype, value, false);
    }
    auto answer = respond(it, it.traits.statuses.partial, node.mimetype,
                          value.substr(range->first, range->second - range->first + 1), false);
    answer.headers.emplace_back("Content-Range", it.traits.content_range(*range, value.size()));
    return answer;
}

int status_of_json(const Exchange& it, const Node& node) {
    if (node.progress() == Progress::processing) {
        return static_cast<int>(it.settings.read_status);
    }
    const auto* selection = it.request.selection("value");
    const auto& before = it.traits.value_argument;
    return !before.empty() && selection != nullptr && selection->argument.starts_with(before)
               ? it.traits.value_part_status
               : 200;
}

Answer read_object(const Exchange& it, const std::string& path, const Node& node) {
    if (is_taken_away(it.settings, "dataobject", "cdmi_read_value")) {
        return complain(it, Problem::no_capability);
    }
    if (!it.traits.answers_json(it.request)) {
        return node.progress() == Progress::complete
                   ? read_raw(it, node)
                   : without_body(static_cast<int>(it.settings.read_status));
    }
    if (!suits_accept(it, object_type)) {
        return complain(it, Problem::not_acceptable);
    }
    const auto& types = it.traits.types;
    return respond_json(it, status_of_json(it, node), types.object,
                        render(it, path, node, Occasion::read), types.version_of_object);
}

Answer read_container(const Exchange& it, const std::string& path, const Node& node) {
    if (path.empty() && !it.traits.root_is_readable) {
        return it.traits.error(500, "There is no such resource method.");
    }
    if (!suits_accept(it, container_type)) {
        return complain(it, Problem::not_acceptable);
    }
    const auto& types = it.traits.types;
    return respond_json(it, status_of_json(it, node), types.container,
                        render(it, path, node, Occasion::read), types.version_of_container);
}

}  // namespace

Answer read(const Exchange& it, const std::string& path) {
    auto* node = it.tree.find(path);
    if (node == nullptr) {
        return complain(it, Problem::missing);
    }
    if (auto answer = wrong_slash(it, path, node->kind)) {
        return *answer;
    }
    const bool stale = node->stale_reads > 0;
    const auto& shown = stale ? *node->before : *node;
    auto answer = node->kind == NodeKind::container ? read_container(it, path, shown)
                                                    : read_object(it, path, shown);
    if (stale) {
        --node->stale_reads;
    }
    if (node->polls_left > 0) {
        --node->polls_left;
    }
    return answer;
}

Answer remove(const Exchange& it, const std::string& path) {
    const auto* node = it.tree.find(path);
    if (it.settings.read_only) {
        return complain(it, Problem::read_only);
    }
    if (node == nullptr) {
        return it.traits.deletes_missing ? bare(it, it.traits.statuses.deleted)
               : it.request.slash        ? complain(it, Problem::missing)
                                         : complain(it, Problem::missing_to_delete);
    }
    if (path.empty() || path == it.traits.space) {
        return complain(it, Problem::root);
    }
    const bool container = node->kind == NodeKind::container;
    if (is_taken_away(it.settings, container ? "container" : "dataobject",
                      container ? "cdmi_delete_container" : "cdmi_delete_dataobject")) {
        return complain(it, Problem::no_capability);
    }
    if (auto answer = wrong_slash(it, path, node->kind)) {
        return *answer;
    }
    if (!it.traits.deletes_recursively && !it.tree.is_empty(path)) {
        return complain(it, Problem::not_empty);
    }
    if (!it.settings.delete_lies) {
        it.tree.remove(path);
    }
    return bare(it, it.traits.statuses.deleted);
}

}  // namespace fedcloud::testbed::cdmi
