// URLs of services and references of servers: the first line is the base, the second the reference.
#include "net/url.hpp"

#include "fuzz.hpp"
#include "net/percent.hpp"

namespace fedcloud::fuzz {
namespace {

void examine_url(const Expected<net::Url, std::string>& read) {
    require_described(read);
    if (!read) {
        return;
    }
    require(net::is_host(read->host), "a URL has a host that can be looked up");
    require(read->path.empty() || read->path.front() == '/', "a path begins with '/'");
    const auto text = read->to_string();
    require(text.find_first_of(" \t\r\n\"'<>|\\`") == std::string::npos ||
                text.find('\'') != std::string::npos,
            "a URL has no characters that end one");
    const auto again = net::parse_url(text);
    require_described(again);
    require(again.has_value(), "a printed URL can be read");
    require(again->to_string() == text, "a URL is printed alike again");
    require(net::same_origin(*read, *again), "a printed URL has the same origin");
    require(read->join("/x").path.ends_with("/x"), "a path is joined at the end");
}

}  // namespace

void examine(std::string_view input) {
    const auto whole = input;
    const auto base = net::parse_url(take_line(input));
    examine_url(base);
    if (base) {
        const auto resolved = net::resolve_reference(*base, input);
        examine_url(resolved);
        const bool is_absolute = input.find("//") != std::string_view::npos;
        require(!resolved || is_absolute || net::same_origin(*base, *resolved),
                "a relative reference stays where it is");
    }
    const auto hidden = net::without_user(whole);
    require(hidden.size() <= whole.size() + 3, "hiding a password adds no more than its mask");
    const auto encoded = net::percent_encode(whole);
    require(encoded.find_first_of(" &=?#/'\"\n") == std::string::npos, "encoded is encoded");
    const auto decoded = net::percent_decode(encoded);
    require(decoded && *decoded == whole, "percent-encoding loses nothing");
    require_described(net::percent_decode(whole));
}

}  // namespace fedcloud::fuzz
