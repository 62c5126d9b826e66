// Columns of text for a terminal.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace fedcloud::profiles {

// How many columns a terminal needs for a text in UTF-8: none for a combining mark, two for a
// character of East Asia or a pictograph (Unicode Standard Annex 11). Bytes that are no UTF-8 take
// one each.
std::size_t display_width(std::string_view text);
// At most `width` columns, cut between characters and marked with "…".
std::string cut_to_width(std::string_view text, std::size_t width);
// Columns of the terminal that standard output is; 0 if it is none: then nothing is to be cut.
std::size_t terminal_width();

class Table {
  public:
    explicit Table(std::vector<std::string> headers);

    // One cell for each header, of text that may come from outside: it is cleaned.
    void add(std::vector<std::string> cells);
    bool empty() const { return rows_.size() == 1; }
    // The headers and the rows, two blanks between columns and none at the end of a line. If they
    // do not fit into `width` columns (0: they always do), the widest are cut.
    std::string render(std::size_t width) const;

  private:
    std::vector<std::vector<std::string>> rows_;  // the first one: the headers
};

}  // namespace fedcloud::profiles
