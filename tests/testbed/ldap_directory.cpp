// The entries that a directory holds, and searches in them.
#include "ldap_directory.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

#include "ldap_names.hpp"

namespace fedcloud::testbed::ldap {
namespace {

bool is_operational(const std::string& same_attribute) {
    static constexpr std::array<std::string_view, 13> names{
        "createtimestamp", "modifytimestamp", "entrydn",        "structuralobjectclass",
        "hassubordinates", "entryuuid",       "creatorsname",   "subschemasubentry",
        "modifiersname",   "entrycsn",        "namingcontexts", "supportedldapversion",
        "vendorname"};
    return std::find(names.begin(), names.end(), same_attribute) != names.end();
}

void add(Entry& entry, const std::string& name, const std::vector<std::string>& values) {
    if (entry.find(same_attribute(name)) == nullptr) {
        entry.attributes.push_back({name, values, same_attribute(name), true});
    }
}

void complete(Entry& entry, const std::string& changed) {
    for (auto& attribute : entry.attributes) {
        attribute.same = same_attribute(attribute.name);
        attribute.operational = is_operational(attribute.same);
    }
    add(entry, "createTimestamp", {changed});
    add(entry, "modifyTimestamp", {changed});
    add(entry, "entryDN", {entry.dn});
    const auto* classes = entry.find("objectclass");
    if (classes != nullptr && !classes->values.empty()) {
        add(entry, "structuralObjectClass", {std::string{classes->values.back()}});
    }
}

// The entry without a name, which tells what the server is (RFC 4512, 5.1).
Entry make_root(const std::vector<Entry>& entries) {
    Entry root{"", {{"objectClass", {"top"}, "objectclass"}}};
    std::vector<std::string> contexts;
    for (const auto& entry : entries) {
        if (parent_key(entry.key).empty()) {
            contexts.push_back(entry.dn);
        }
    }
    add(root, "namingContexts", contexts);
    add(root, "supportedLDAPVersion", {"3"});
    return root;
}

bool in_scope(const Entry& entry, const std::string& base, Scope scope) {
    switch (scope) {
        case Scope::base:
            return entry.key == base;
        case Scope::one:
            return entry.key != base && is_below(entry.key, base) && parent_key(entry.key) == base;
        case Scope::subtree:
            break;
    }
    return is_below(entry.key, base);
}

bool is_selected(const Attribute& attribute, const std::vector<std::string>& wanted) {
    if (wanted.empty()) {
        return !attribute.operational;
    }
    return std::any_of(wanted.begin(), wanted.end(), [&](const std::string& name) {
        return name == (attribute.operational ? "+" : "*") ||
               same_attribute(name) == attribute.same;
    });
}

}  // namespace

const Attribute* Entry::find(const std::string& same_attribute) const {
    const auto found = std::find_if(attributes.begin(), attributes.end(),
                                    [&](const auto& one) { return one.same == same_attribute; });
    return found != attributes.end() ? &*found : nullptr;
}

Directory::Directory(std::vector<Entry> entries, const std::string& changed)
    : entries_{std::move(entries)} {
    for (std::size_t i = 0; i < entries_.size(); ++i) {
        auto& entry = entries_[i];
        const auto key = dn_key(entry.dn);
        if (!key || key->empty()) {
            throw std::invalid_argument{"no entry can be called " + entry.dn};
        }
        entry.key = *key;
        if (!positions_.emplace(*key, i).second) {
            throw std::invalid_argument{"two entries are called " + entry.dn};
        }
        complete(entry, changed);
    }
    root_ = make_root(entries_);
}

// The DN of the last entry on the way from the root to this one (RFC 4511, 4.1.9).
std::string Directory::nearest(std::string key) const {
    while (!key.empty()) {
        key = parent_key(key);
        if (const auto found = positions_.find(key); found != positions_.end()) {
            return entries_[found->second].dn;
        }
    }
    return {};
}

Directory::Found Directory::search(const SearchRequest& request) const {
    const auto base = dn_key(request.base);
    if (!base) {
        return {{}, {invalid_dn_syntax, "", "invalid DN"}};
    }
    if (base->empty() && request.scope == Scope::base) {
        return matches(request.filter, root_) ? Found{{&root_}, {}} : Found{};
    }
    if (!positions_.contains(*base)) {
        return {{}, {no_such_object, nearest(*base)}};
    }
    Found found;
    for (const auto& entry : entries_) {
        if (in_scope(entry, *base, request.scope) && matches(request.filter, entry)) {
            found.entries.push_back(&entry);
        }
    }
    return found;
}

std::vector<Attribute> selected(const Entry& entry, const SearchRequest& request) {
    std::vector<Attribute> result;
    for (const auto& attribute : entry.attributes) {
        if (is_selected(attribute, request.attributes)) {
            result.push_back(attribute);
            if (request.types_only) {
                result.back().values.clear();
            }
        }
    }
    return result;
}

}  // namespace fedcloud::testbed::ldap
