// What a client asks a GOCDB for: a method and its parameters.
#include "gocdb_query.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "encoding.hpp"
#include "text.hpp"

namespace fedcloud::testbed::gocdb {
namespace {

struct MethodRule {
    std::string_view name;
    Method method;
    std::string_view parameters;  // separated and enclosed by blanks
};

constexpr std::string_view of_services =
    " hostname sitename roc country service_type monitored scope scope_match extensions "
    "next_cursor prev_cursor ";
constexpr std::string_view of_sites =
    " sitename roc country certification_status exclude_certification_status production_status "
    "scope scope_match extensions next_cursor prev_cursor ";
constexpr std::string_view of_site_list =
    " sitename roc country certification_status exclude_certification_status production_status "
    "scope scope_match extensions ";
constexpr std::string_view of_downtimes =
    " topentity ongoing_only startdate enddate windowstart windowend scope scope_match "
    "all_lastmonth site_extensions service_extensions id sitelist servicelist ngilist severity "
    "classification production monitored certification_status service_type_list next_cursor "
    "prev_cursor ";

constexpr std::array methods{
    MethodRule{"get_service", Method::service, of_services},
    MethodRule{"get_service_endpoint", Method::service, of_services},
    MethodRule{"get_site", Method::site, of_sites},
    MethodRule{"get_site_list", Method::site_list, of_site_list},
    MethodRule{"get_downtime", Method::downtime, of_downtimes},
    MethodRule{"get_downtime_nested_services", Method::downtime_nested, of_downtimes},
    MethodRule{"get_roc_list", Method::roc_list, " roc "},
    MethodRule{"get_service_types", Method::service_types, " "},
};

const MethodRule& find_method(const std::string& name) {
    const auto* found = std::find_if(methods.begin(), methods.end(),
                                     [&](const MethodRule& rule) { return rule.name == name; });
    if (found == methods.end()) {
        throw Refused{"Unable to find method: " + name, false};
    }
    return *found;
}

void check_parameters(const Query& query, std::string_view supported) {
    for (const auto& [name, value] : query.parameters) {
        if (supported.find(" " + name + " ") == std::string_view::npos) {
            throw Refused{"Unsupported parameter: " + name};
        }
        if (value.find_first_of("\"'`") != std::string::npos) {
            throw Refused{"Unsuported chracter in value: " + value};
        }
    }
    for (const std::string flag : {"monitored", "production"}) {
        const auto value = query.find(flag);
        if (value && *value != "Y" && *value != "N") {
            throw Refused{"Invalid '" + flag + "' parameter: it is Y or N"};
        }
    }
}

std::optional<std::uint64_t> read_id(const Query& query, const std::string& name) {
    const auto text = query.find(name);
    if (!text) {
        return std::nullopt;
    }
    std::uint64_t id = 0;
    const auto* end = text->data() + text->size();
    const auto result = std::from_chars(text->data(), end, id);
    if (result.ec != std::errc{} || result.ptr != end) {
        throw Refused{"Invalid '" + name + "' parameter: it is a whole number of 0 or more"};
    }
    return id;
}

char fold(char letter) {
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

bool matches_from(std::string_view pattern, std::string_view text, bool ignore_case) {
    // The usual way with one mark: back to the last % where the rest does not fit.
    std::size_t at = 0;
    std::size_t in_text = 0;
    auto star = std::string_view::npos;
    std::size_t mark = 0;
    while (in_text < text.size()) {
        const bool escaped = at + 1 < pattern.size() && pattern[at] == '\\';
        const auto wanted = at < pattern.size() ? pattern[at + (escaped ? 1 : 0)] : '\0';
        if (at < pattern.size() && wanted == '%' && !escaped) {
            star = at++;
            mark = in_text;
        } else if (at < pattern.size() && ((wanted == '_' && !escaped) || wanted == text[in_text] ||
                                           (ignore_case && fold(wanted) == fold(text[in_text])))) {
            at += escaped ? 2 : 1;
            ++in_text;
        } else if (star != std::string_view::npos) {
            at = star + 1;
            in_text = ++mark;
        } else {
            return false;
        }
    }
    return pattern.find_first_not_of('%', at) == std::string_view::npos;
}

}  // namespace

std::optional<std::string> Query::find(const std::string& name) const {
    const auto found = parameters.find(name);
    return found == parameters.end() ? std::nullopt : std::optional{found->second};
}

Query read_query(const std::string& text) {
    Query query;
    query.parameters = form_fields(text);
    query.parameters.erase("");
    query.method_name = query.parameters["method"];
    query.parameters.erase("method");
    const auto& rule = find_method(query.method_name);
    query.method = rule.method;
    check_parameters(query, rule.parameters);
    return query;
}

bool needs_identifier(Method method) {
    return method == Method::site;
}

std::optional<Cursor> read_cursor(const Query& query) {
    const auto next = read_id(query, "next_cursor");
    const auto previous = read_id(query, "prev_cursor");
    if (next && previous) {
        throw Refused{"Invalid 'prev_cursor' parameter: not together with next_cursor"};
    }
    if (!next && !previous) {
        return std::nullopt;
    }
    return next ? Cursor{*next} : Cursor{*previous, true};
}

Like::Like(std::string pattern, bool ignore_case)
    : pattern_{std::move(pattern)},
      ignore_case_{ignore_case},
      is_plain_{pattern_.find_first_of("%_\\") == std::string::npos} {}

bool Like::matches(const std::string& text) const {
    if (is_plain_ && text.size() != pattern_.size()) {
        return false;
    }
    return matches_from(pattern_, text, ignore_case_);
}

ExtensionFilter::ExtensionFilter(const std::string& expression) {
    std::string_view rest = expression;
    while (!rest.empty()) {
        const auto open = rest.find('(');
        const auto close = rest.find(')');
        if (open == std::string_view::npos || close == std::string_view::npos || close < open) {
            throw Refused{"Invalid extensions parameter: " + expression};
        }
        Term term;
        term.word = rest.substr(0, open);
        if (term.word.empty() && terms_.empty()) {
            term.word = "AND";
        }
        if (term.word != "AND" && term.word != "OR" && term.word != "NOT") {
            throw Refused{"Invalid extensions parameter: " + expression};
        }
        const auto inner = rest.substr(open + 1, close - open - 1);
        const auto equals = inner.find('=');
        term.key = inner.substr(0, equals);
        if (equals != std::string_view::npos && equals + 1 < inner.size()) {
            term.value = inner.substr(equals + 1);
        }
        terms_.push_back(term);
        rest.remove_prefix(close + 1);
    }
}

bool ExtensionFilter::Term::matches(const std::vector<Extension>& extensions) const {
    return std::any_of(extensions.begin(), extensions.end(), [this](const Extension& one) {
        return one.key == key && (!value || one.value == *value);
    });
}

bool ExtensionFilter::matches(const std::vector<Extension>& extensions) const {
    bool result = terms_.empty() || terms_.front().word != "OR";
    for (const auto& term : terms_) {
        const bool is_there = term.matches(extensions);
        if (term.word == "OR") {
            result = result || is_there;
        } else {
            result = result && is_there == (term.word == "AND");
        }
    }
    return result;
}

ScopeFilter::ScopeFilter(const Query& query, const std::string& default_scope)
    : names_{read_list(query.find("scope").value_or(default_scope))} {
    const auto match = query.find("scope_match").value_or("all");
    if (match != "all" && match != "any") {
        throw Refused{"Invalid 'scope_match' parameter: it is all or any"};
    }
    any_ = match == "any";
}

bool ScopeFilter::matches(const std::vector<std::string>& scopes) const {
    if (names_.empty()) {
        return true;
    }
    const auto has = [&](const std::string& name) {
        return std::find(scopes.begin(), scopes.end(), name) != scopes.end();
    };
    return any_ ? std::any_of(names_.begin(), names_.end(), has)
                : std::all_of(names_.begin(), names_.end(), has);
}

std::vector<std::string> read_list(std::string_view text) {
    std::vector<std::string> parts;
    while (!text.empty()) {
        const auto end = text.find(',');
        if (auto part = trim(text.substr(0, end)); !part.empty()) {
            parts.push_back(std::move(part));
        }
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return parts;
}

}  // namespace fedcloud::testbed::gocdb
