// All that is wanted of a GOCDB, page by page.
#pragma once

#include <functional>
#include <string>

#include "build_profiles.hpp"
#include "selection.hpp"

namespace fedcloud::profiles {

// The body of the answer, or why there is none.
using Fetch = std::function<Expected<std::string, std::string>(const Query&)>;

struct Source {
    Fetch fetch;
    Interface interface = Interface::public_one;
    std::function<void(const std::string&)> progress;  // "services: 1200"; may be empty
    std::size_t largest = largest_build;               // bytes that may be kept of it
};

// What a page was like, for the next one.
struct PageEnd {
    std::size_t elements = 0;
    std::optional<Paging> paging;
};
using HandlePage = std::function<Expected<PageEnd, std::string>(std::string body)>;

// Asks for page after page, from cursor 0, until one is empty. An answer without <meta> to the
// first query is that of a GOCDB that does not page, and everything. A cursor that does not grow,
// a link that is missing or has no cursor, more than 20,000 pages are errors.
Expected<void, std::string> walk_pages(const Fetch& fetch, Query query, const HandlePage& handle);

// The first error ends it: half an answer is none. Where services of certain types are wanted, a
// site that has none of them needs no profile.
Expected<Built, std::string> collect(const Source& source, const Selection& selection,
                                     const Origin& origin);

}  // namespace fedcloud::profiles
