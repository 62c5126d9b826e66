// How an update changes what is stored.
#include "cdmi_change.hpp"

#include <algorithm>

namespace fedcloud::testbed::cdmi {
namespace {

bool selects(const Exchange& it, const std::string& field) {
    return !it.traits.selects_fields || it.request.selects(field);
}

void change_value(const Exchange& it, Node& node, const std::string& value) {
    const auto* selection = it.traits.selects_fields ? it.request.selection("value") : nullptr;
    const auto range = selection != nullptr ? read_range(selection->argument) : std::nullopt;
    if (!range) {
        node.value = value;
        return;
    }
    constexpr std::uint64_t longest = 64U << 20U;
    const auto end = std::min(range->first, longest) + value.size();
    if (node.value.size() < end) {
        node.value.resize(end, '\0');
    }
    node.value.replace(end - value.size(), value.size(), value);
}

}  // namespace

void change_metadata(const Exchange& it, Node& node, const Json& metadata) {
    if (it.settings.metadata_lost || !selects(it, "metadata")) {
        return;
    }
    bool single = false;
    for (const auto& selection : it.request.selections) {
        const auto& item = selection.argument;
        if (it.traits.selects_fields && selection.field == "metadata" && !item.empty()) {
            single = true;
            node.metadata.erase(item);
            if (metadata.contains(item)) {
                node.metadata[item] = metadata[item];
            }
        }
    }
    if (!single) {
        node.metadata = metadata;
    }
}

void change_object(const Exchange& it, Node& node, const ObjectInput& input) {
    const bool replaced = it.traits.update == UpdateRule::replacement;
    if (input.mimetype || replaced) {
        node.mimetype = input.mimetype.value_or(it.traits.default_mimetype);
    }
    if (input.encoding || replaced) {
        node.transfer_encoding = input.encoding.value_or(it.traits.default_encoding);
    }
    if ((input.value && selects(it, "value")) || replaced) {
        change_value(it, node, input.value.value_or(""));
    }
    if (input.metadata || replaced) {
        change_metadata(it, node, input.metadata.value_or(Json::object()));
    }
    node.modified = SystemClock::now();
}

void hide_change(const Exchange& it, Node& node, Node before) {
    if (it.settings.stale_reads > 0) {
        before.before.reset();
        node.before = std::make_shared<const Node>(std::move(before));
        node.stale_reads = it.settings.stale_reads;
    }
}

}  // namespace fedcloud::testbed::cdmi
