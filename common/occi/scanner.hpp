// The grammar that categories, links and attributes share in text/plain and text/occi (GFD.185
// section 3.5), with what real servers do to it.
//
// Every byte is passed once. To tell whether a quotation mark closes its value the scanner looks
// ahead, but never beyond the next quotation mark, and it never goes back: the time is linear in
// the length of the text, whatever stands there.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "occi/model.hpp"
#include "plugin/expected.hpp"

namespace fedcloud::occi {

// Where a text stands in what the server sent, so that an error can say where it happened.
struct Place {
    std::string_view header;  // empty in text/plain
    std::size_t number = 1;   // the line, or which one of several headers of that name
    std::size_t column = 1;   // of the text's first byte in its line, counted in bytes

    // "line 3, column 17"; "header Category, offset 16"; "header Category (number 2), offset 0".
    std::string at(std::size_t offset) const;
};

// An error at `offset` of `text`, with a short excerpt of what stands there.
ParseError error_at(const Place& place, std::string_view text, std::size_t offset,
                    std::string expected);

struct Parameter {
    std::string_view name;
    std::string value;  // unescaped
    bool quoted = false;
    std::size_t value_at = 0;  // offset of the value, behind its opening quotation mark
};

// A category: its term and parameters. A link: its URI and parameters. An attribute: one parameter.
struct Item {
    std::string_view head;
    std::size_t head_at = 0;
    std::vector<Parameter> parameters;

    // The last one of that name, nullptr if there is none.
    const Parameter* find(std::string_view name) const;
};

enum class ItemKind { category, link, attribute };

// A line of text/plain holds one item, a header any number of them (RFC 7230 section 7).
enum class Separator { none, comma };

class Scanner {
  public:
    Scanner(std::string_view text, const Place& place, Separator separator, ItemKind kind);

    // The next item; none at the end. After an error there is no further one.
    Expected<std::optional<Item>, ParseError> next();

  private:
    Expected<void, ParseError> item(Item& item);
    Expected<void, ParseError> category_head(Item& item);
    Expected<void, ParseError> link_head(Item& item);
    Expected<void, ParseError> parameters(Item& item);
    Expected<Parameter, ParseError> parameter();
    Expected<std::string, ParseError> quoted(std::string_view name);
    Expected<std::string, ParseError> unquoted();

    bool at_item_end(std::size_t at) const;
    bool closes_value(std::size_t after) const;
    bool begins_parameter(std::size_t at) const;
    bool begins_item(std::size_t at) const;
    std::size_t skip_blanks(std::size_t at) const;
    template <typename Predicate>
    std::size_t skip_while(std::size_t at, Predicate predicate) const;
    Unexpected<ParseError> fail(std::size_t at, std::string expected) const;

    std::string_view text_;
    Place place_;
    Separator separator_;
    ItemKind kind_;
    std::size_t position_ = 0;
};

}  // namespace fedcloud::occi
