// The entries that a directory holds, and searches in them.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "ldap_filter.hpp"

namespace fedcloud::testbed::ldap {

struct Attribute {
    std::string name;  // as it is sent
    std::vector<std::string> values;
    std::string same{};  // as it is compared; filled in by the directory
    bool operational = false;
};

struct Entry {
    std::string dn;
    std::vector<Attribute> attributes;
    std::string key{};  // filled in by the directory

    const Attribute* find(const std::string& same_attribute) const;
};

enum class Scope { base, one, subtree };

struct SearchRequest {
    std::string base;
    Scope scope = Scope::base;
    std::uint64_t size_limit = 0;  // 0: none
    bool types_only = false;
    Filter filter;
    std::vector<std::string> attributes;
};

// RFC 4511, 4.1.9 and appendix A.
struct Result {
    int code = 0;
    std::string matched_dn{};
    std::string message{};
    std::vector<std::string> referral{};
};

inline constexpr int success = 0;
inline constexpr int operations_error = 1;
inline constexpr int protocol_error = 2;
inline constexpr int size_limit_exceeded = 4;
inline constexpr int referral = 10;
inline constexpr int no_such_object = 32;
inline constexpr int invalid_dn_syntax = 34;
inline constexpr int unavailable = 52;

class Directory {
  public:
    Directory() = default;
    // Adds to each entry the operational attributes that it lacks, where it is said when it was
    // changed: "20200102030405Z". Throws std::invalid_argument for a DN that is none, or comes
    // again.
    Directory(std::vector<Entry> entries, const std::string& changed);

    struct Found {
        std::vector<const Entry*> entries;  // in their order
        Result result;
    };
    Found search(const SearchRequest& request) const;  // its size limit is not looked at

    std::size_t size() const { return entries_.size(); }

  private:
    std::string nearest(std::string key) const;

    std::vector<Entry> entries_;
    Entry root_;
    std::unordered_map<std::string, std::size_t> positions_;
};

// Those attributes of the entry that a search asks for; the values of none if only types are
// wanted.
std::vector<Attribute> selected(const Entry& entry, const SearchRequest& request);

}  // namespace fedcloud::testbed::ldap
