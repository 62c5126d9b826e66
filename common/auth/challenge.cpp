#include "auth/challenge.hpp"

#include <algorithm>
#include <string_view>

#include "plugin/text.hpp"

namespace fedcloud::auth {
namespace {

using Kind = Challenge::Kind;

// Goes through a header's value word by word; what stands in quotes is never taken for a word.
class Scanner {
  public:
    explicit Scanner(std::string_view text) : rest_(text) {}

    bool at_end() const { return rest_.empty(); }

    // Blanks and the commas of a list; true if there was a comma.
    bool skip_separators() {
        const auto end = std::min(rest_.find_first_not_of(" \t,"), rest_.size());
        const bool comma = rest_.substr(0, end).find(',') != std::string_view::npos;
        rest_.remove_prefix(end);
        return comma;
    }
    // The name of a scheme or a parameter; empty before anything else.
    std::string_view word() {
        return take(std::min(rest_.find_first_of(" \t,=\"'"), rest_.size()));
    }
    // '=' with blanks around it, as RFC 7235 section 2.1 has it.
    bool equals_sign() {
        const auto at = rest_.find_first_not_of(" \t");
        if (at == std::string_view::npos || rest_[at] != '=') {
            return false;
        }
        rest_.remove_prefix(at + 1);
        rest_.remove_prefix(std::min(rest_.find_first_not_of(" \t"), rest_.size()));
        return true;
    }
    // Without its quotes; nothing if they are never closed.
    std::string_view value() {
        if (rest_.empty() || (rest_.front() != '"' && rest_.front() != '\'')) {
            return take(std::min(rest_.find_first_of(" \t,"), rest_.size()));
        }
        const auto end = end_of_quotes();
        const auto text = end == rest_.size() ? "" : rest_.substr(1, end - 1);
        rest_.remove_prefix(std::min(end + 1, rest_.size()));
        return text;
    }

  private:
    std::string_view take(std::size_t length) {
        const auto taken = rest_.substr(0, length);
        rest_.remove_prefix(length);
        return taken;
    }
    // A backslash takes the next character with it (RFC 7230 section 3.2.6), but not in the single
    // quotes of OpenStack, which no specification knows.
    std::size_t end_of_quotes() const {
        const char quote = rest_.front();
        std::size_t at = 1;
        while (at < rest_.size() && rest_[at] != quote) {
            at += quote == '"' && rest_[at] == '\\' ? 2U : 1U;
        }
        return std::min(at, rest_.size());
    }

    std::string_view rest_;
};

Kind kind_of(std::string_view scheme) {
    const auto name = plugin::lower(scheme);
    if (name == "keystone" || name == "snf-auth") {
        return Kind::keystone;
    }
    if (name == "bearer") {
        return Kind::bearer;
    }
    return name == "basic" ? Kind::basic : Kind::other;
}

// Of a header's challenges the best. A scheme stands at the beginning or behind a comma and has no
// '=' behind it; whatever else there is belongs to the scheme before.
Challenge read_value(const std::string& value) {
    Challenge best{Kind::other, "", value};
    auto current = Kind::other;
    Scanner in(value);
    for (bool may_begin = true; !in.at_end();) {
        may_begin = in.skip_separators() || may_begin;
        const auto word = in.word();
        if (in.equals_sign()) {
            const auto parameter = in.value();
            if (current == Kind::keystone && best.keystone_uri.empty() &&
                plugin::equal_ignoring_case(word, "uri")) {
                best.keystone_uri = parameter;
            }
        } else if (word.empty()) {
            (void)in.value();  // quotes that belong to nothing
        } else if (may_begin) {
            current = kind_of(word);
            best.kind = std::min(best.kind, current);
        }
        may_begin = false;
    }
    return best;
}

}  // namespace

Challenge read_challenge(const http::Headers& headers) {
    Challenge best;
    for (const auto& [name, value] : headers) {
        if (!plugin::equal_ignoring_case(name, "WWW-Authenticate")) {
            continue;
        }
        auto challenge = read_value(value);
        if (best.kind == Challenge::Kind::none || challenge.kind < best.kind) {
            best = std::move(challenge);
        }
    }
    return best;
}

}  // namespace fedcloud::auth
