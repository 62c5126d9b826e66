// What a directory holds and what is asked of it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace fedcloud::ldap {

struct Attribute {
    std::string name;
    std::vector<std::string> values;
};

struct Entry {
    std::string dn;
    std::vector<Attribute> attributes;

    // Names are compared without regard to case; none if the attribute is not there.
    const std::vector<std::string>& values(std::string_view name) const;
    bool has(std::string_view name) const { return !values(name).empty(); }
    // The first value; empty if there is none.
    std::string_view first(std::string_view name) const;
    // True if objectClass names it.
    bool is_a(std::string_view object_class) const;
};

enum class Scope { base, one_level, subtree };

struct Search {
    std::string base;
    Scope scope = Scope::subtree;
    std::string filter = "(objectClass=*)";
    std::vector<std::string> attributes{};  // none: all that users have; "1.1": no attribute
    int size_limit = 0;  // entries that the server is to send at most; 0: no limit of ours
};

// Result codes that decide something here (RFC 4511 section 4.1.9).
enum class ResultCode : int {
    success = 0,
    time_limit_exceeded = 3,
    size_limit_exceeded = 4,
    admin_limit_exceeded = 11,
    no_such_object = 32,
};

struct Answer {
    int code = 0;
    std::string matched_dn;  // with noSuchObject: the part of the base that exists
    std::string diagnostic;  // the server's own words
    std::vector<Entry> entries;
    std::size_t references = 0;  // continuations to other servers, which are not followed

    bool is(ResultCode wanted) const { return code == static_cast<int>(wanted); }
    // A limit of the server cut the entries short.
    bool cut_short() const;
};

}  // namespace fedcloud::ldap
