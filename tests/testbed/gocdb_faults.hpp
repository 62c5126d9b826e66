// What a GOCDB may do wrong with a page of an answer, over and above what any server may.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "gocdb_select.hpp"
#include "http_message.hpp"
#include "model.hpp"

namespace fedcloud::testbed::gocdb {

enum class FaultKind {
    error,            // <error>
    plain_error,      // bare text
    login,            // a page of HTML
    status,           // 500
    truncated_page,   // half of the answer, as if it were all
    wrong_root,       // another root element
    empty,            // no records
    repeat,           // the records of the page before
    stuck_cursor,     // the next page begins where this one does
    backward_cursor,  // and before it
    no_next,          // no link to the next page
    wrong_count,      // more than there are
    entities,         // ten to the ninth times a word, if all entities are replaced
    external_entity,  // file:///etc/passwd
    huge,             // one very long text
};

struct PageFault {
    FaultKind kind = FaultKind::error;
    std::string method;       // empty: any
    std::uint64_t page = 1;   // 0: any
    std::uint64_t times = 1;  // 0: for ever
    std::uint64_t bytes = 200'000'000;
    std::string message = "The testbed was asked for this.";
};

bool is_page_fault(const Json& description);

// What makes up a page: the links' cursors, if there are any, and what it counts.
struct PageMarks {
    std::uint64_t next = 0;
    std::uint64_t previous = 0;
    std::uint64_t count = 0;
    bool has_links = false;  // to the next and the previous page
    bool has_next = true;
};

class PageFaults {
  public:
    // {"kind", "method", "page", "times", "bytes", "message"}. Throws std::invalid_argument.
    Json add(const Json& description);
    void clear();

    // Pages are counted for each method from one with the cursor 0, or none, which is page 1.
    std::optional<PageFault> take(const std::string& method, const std::optional<Cursor>& cursor);

  private:
    std::mutex mutex_;
    std::vector<PageFault> faults_;
    std::map<std::string, std::uint64_t> pages_;
};

// The answer that stands instead of any page.
std::optional<Answer> replacement(const PageFault& fault);

// Changes where the links lead.
void spoil_marks(const PageFault& fault, const std::optional<Cursor>& cursor, PageMarks& marks);

// Changes the bytes of a page.
void spoil_answer(const PageFault& fault, Answer& answer);

}  // namespace fedcloud::testbed::gocdb
