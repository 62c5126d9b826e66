// Copies of pages that runs share: what is read of a file that anybody may have spoilt.
#include "fuzz.hpp"
#include "page/page.hpp"

namespace fedcloud::fuzz {

void examine(std::string_view input) {
    const page::Key key{"https://accounting.example.org/list", "0", "1"};
    const page::WallClock::time_point when{std::chrono::seconds(1'795'262'400)};
    if (const auto entry = page::decode(std::string(input), key)) {
        require(page::decode(page::encode(key, *entry), key).has_value(), "a copy can be read");
    }
    for (const page::Outcome& outcome :
         {page::Outcome(page::Page{200, std::string(input)}),
          page::Outcome(plugin::Fault::service(std::string(input)))}) {
        const auto bytes = page::encode(key, {when, outcome});
        const auto again = page::decode(bytes, key);
        require(again.has_value() && again->fetched == when, "a copy can be read");
        const auto* kept = std::get_if<page::Page>(&again->outcome);
        require(kept == nullptr || kept->body == input, "a page is kept as it is");
        require(page::encode(key, *again) == bytes, "a copy is written alike again");
        const page::Key other{"https://accounting.example.org/other", "0", "1"};
        require(!page::decode(bytes, other), "a copy is of one page");
    }
}

}  // namespace fedcloud::fuzz
