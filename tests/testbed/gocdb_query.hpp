// What a client asks a GOCDB for: a method and its parameters.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "gocdb_registry.hpp"

namespace fedcloud::testbed::gocdb {

enum class Method {
    service,
    site,
    site_list,
    downtime,
    downtime_nested,
    roc_list,
    service_types,
};

// A request that gets an error, which GOCDB sends with 200: XML, or the bare message.
struct Refused : std::runtime_error {
    explicit Refused(const std::string& message, bool is_xml = true)
        : std::runtime_error{message}, xml{is_xml} {}

    bool xml;
};

struct Query {
    Method method = Method::service;
    std::string method_name;
    std::map<std::string, std::string> parameters;  // but not the method

    std::optional<std::string> find(const std::string& name) const;
};

// Of a query string without its question mark. Throws Refused.
Query read_query(const std::string& text);

// Whether the method is for those only whom GOCDB can identify.
bool needs_identifier(Method method);

// Where a page begins: after this id, or before it.
struct Cursor {
    std::uint64_t id = 0;
    bool backwards = false;
};

// None when the whole is asked for at once. Throws Refused.
std::optional<Cursor> read_cursor(const Query& query);

// A pattern of SQL: % is any text, _ any letter.
class Like {
  public:
    Like(std::string pattern, bool ignore_case);

    bool matches(const std::string& text) const;

  private:
    std::string pattern_;
    bool ignore_case_;
    bool is_plain_;
};

// AND(KEY=VALUE)OR(KEY)NOT(KEY=VALUE), of which the first may lack its word.
class ExtensionFilter {
  public:
    // Throws Refused.
    explicit ExtensionFilter(const std::string& expression);

    bool matches(const std::vector<Extension>& extensions) const;

  private:
    struct Term {
        std::string word;
        std::string key;
        std::optional<std::string> value;

        bool matches(const std::vector<Extension>& extensions) const;
    };

    std::vector<Term> terms_;
};

// All or any of the scopes; no names: everything.
class ScopeFilter {
  public:
    // Throws Refused.
    ScopeFilter(const Query& query, const std::string& default_scope);

    bool matches(const std::vector<std::string>& scopes) const;

  private:
    std::vector<std::string> names_;
    bool any_ = false;
};

// The parts between commas; of an empty text none.
std::vector<std::string> read_list(std::string_view text);

}  // namespace fedcloud::testbed::gocdb
