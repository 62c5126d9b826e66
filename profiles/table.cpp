#include "table.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <numeric>
#include <utility>

#include "plugin/text.hpp"

namespace fedcloud::profiles {
namespace {

struct CodePoints {
    char32_t first;
    char32_t last;
};

// Combining marks and what else moves no cursor: the blocks that names of sites may reach.
constexpr std::array<CodePoints, 8> without_width{{{0x300, 0x36F},
                                                   {0x483, 0x489},
                                                   {0x591, 0x5BD},
                                                   {0x610, 0x61A},
                                                   {0x64B, 0x65F},
                                                   {0x200B, 0x200F},
                                                   {0x20D0, 0x20FF},
                                                   {0xFE00, 0xFE0F}}};
constexpr std::array<CodePoints, 9> of_double_width{{{0x1100, 0x115F},
                                                     {0x2E80, 0xA4CF},
                                                     {0xAC00, 0xD7A3},
                                                     {0xF900, 0xFAFF},
                                                     {0xFE30, 0xFE6F},
                                                     {0xFF00, 0xFF60},
                                                     {0xFFE0, 0xFFE6},
                                                     {0x1F300, 0x1FAFF},
                                                     {0x20000, 0x3FFFD}}};

template <std::size_t size>
bool is_among(const std::array<CodePoints, size>& ranges, char32_t point) {
    return std::any_of(ranges.begin(), ranges.end(), [point](const CodePoints& range) {
        return point >= range.first && point <= range.last;
    });
}

struct Character {
    std::size_t bytes;
    std::size_t width;
};

// The first character of `text`, which is not empty.
Character first_character(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char lead = byte(0);
    const std::size_t bytes = lead < 0xC2 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    if (bytes == 1 || bytes > text.size()) {
        return {1, 1};
    }
    char32_t point = lead & (0x7FU >> bytes);
    for (std::size_t i = 1; i < bytes; ++i) {
        if ((byte(i) & 0xC0U) != 0x80U) {
            return {1, 1};
        }
        point = (point << 6U) | (byte(i) & 0x3FU);
    }
    return {bytes, is_among(without_width, point)     ? 0U
                   : is_among(of_double_width, point) ? 2U
                                                      : 1U};
}

constexpr std::size_t gap = 2;
constexpr std::size_t narrowest = 8;  // a column that is cut further tells nothing

void shrink_to(std::size_t limit, std::vector<std::size_t>& widths) {
    auto total = std::accumulate(widths.begin(), widths.end(), gap * (widths.size() - 1));
    while (total > limit) {
        const auto widest = std::max_element(widths.begin(), widths.end());
        if (*widest <= narrowest) {
            return;
        }
        --*widest;
        --total;
    }
}

}  // namespace

std::size_t display_width(std::string_view text) {
    std::size_t width = 0;
    while (!text.empty()) {
        const auto character = first_character(text);
        width += character.width;
        text.remove_prefix(character.bytes);
    }
    return width;
}

std::string cut_to_width(std::string_view text, std::size_t width) {
    if (display_width(text) <= width) {
        return std::string(text);
    }
    std::size_t taken = 0;
    std::size_t used = 1;  // the mark
    while (taken < text.size()) {
        const auto character = first_character(text.substr(taken));
        if (used + character.width > width) {
            break;
        }
        used += character.width;
        taken += character.bytes;
    }
    return std::string(text.substr(0, taken)) + "…";
}

std::size_t terminal_width() {
    winsize size{};
    return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

Table::Table(std::vector<std::string> headers) {
    rows_.push_back(std::move(headers));
}

void Table::add(std::vector<std::string> cells) {
    for (auto& cell : cells) {
        cell = plugin::clean(cell);
    }
    rows_.push_back(std::move(cells));
}

std::string Table::render(std::size_t width) const {
    std::vector<std::size_t> widths(rows_.front().size());
    for (const auto& row : rows_) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            widths[i] = std::max(widths[i], display_width(row[i]));
        }
    }
    if (width > 0) {
        shrink_to(width, widths);
    }
    std::string text;
    for (const auto& row : rows_) {
        std::string line;
        std::size_t pending = 0;  // blanks before the next cell that is not empty
        for (std::size_t i = 0; i < row.size(); ++i) {
            const auto cell = cut_to_width(row[i], widths[i]);
            if (!cell.empty()) {
                line.append(pending, ' ').append(cell);
                pending = 0;
            }
            pending += widths[i] + gap - display_width(cell);
        }
        text += line + '\n';
    }
    return text;
}

}  // namespace fedcloud::profiles
