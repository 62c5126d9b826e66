#include "page/page.hpp"

#include <fmt/format.h>

#include <array>
#include <cstring>
#include <utility>

#include "plugin/number.hpp"

namespace fedcloud::page {
namespace {

using plugin::Blame;
using plugin::Fault;

constexpr std::string_view magic = "fedcloud-page 1 ";
constexpr std::size_t digits = 16;  // of the checksum
constexpr std::size_t first_line = magic.size() + digits + 1;

constexpr std::array<std::pair<std::string_view, Blame>, 3> blames{
    {{"ours", Blame::ours}, {"service", Blame::service}, {"degraded", Blame::degraded}}};

std::string_view name_of(Blame blame) {
    for (const auto& [name, value] : blames) {
        if (value == blame) {
            return name;
        }
    }
    return "ours";
}

// A value with a line break in it would be read as two lines.
std::string one_line(std::string_view text) {
    std::string line(text);
    for (char& c : line) {
        if (c == '\n' || c == '\r' || c == '\0') {
            c = ' ';
        }
    }
    return line;
}

std::int64_t seconds(WallClock::time_point time) {
    return std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count();
}

// The clock counts nanoseconds; what is beyond the year 2262 was never written by us.
std::optional<WallClock::time_point> time_point(std::string_view text) {
    constexpr std::int64_t last = 9'000'000'000;
    const auto value = plugin::parse_integer<std::int64_t>(text);
    if (!value || *value < 0 || *value > last) {
        return std::nullopt;
    }
    return WallClock::time_point(std::chrono::seconds(*value));
}

// The lines in their order, each of which must be there.
class Lines {
  public:
    explicit Lines(std::string_view text) : rest_(text) {}

    std::optional<std::string_view> value(std::string_view name) {
        const auto end = rest_.find('\n');
        const auto line = rest_.substr(0, end);
        if (end == std::string_view::npos || line.substr(0, name.size()) != name ||
            line.substr(name.size(), 2) != ": ") {
            return std::nullopt;
        }
        rest_.remove_prefix(end + 1);
        return line.substr(name.size() + 2);
    }
    std::optional<std::string_view> body() const {
        return rest_.empty() || rest_.front() != '\n' ? std::nullopt
                                                      : std::optional(rest_.substr(1));
    }

  private:
    std::string_view rest_;
};

std::optional<Outcome> read_fault(std::string_view blame) {
    for (const auto& [name, value] : blames) {
        if (name == blame) {
            return Fault{value, {}};
        }
    }
    return blame == "timed-out" ? std::optional<Outcome>(Fault::too_late({})) : std::nullopt;
}

}  // namespace

std::uint64_t hash(std::string_view text) {
    // FNV-1a (64 bits) in steps of eight bytes, with a fold, since its product never carries
    // downwards: a page of a megabyte costs a hundred thousand steps.
    constexpr std::uint64_t prime = 0x100000001b3;
    std::uint64_t value = 0xcbf29ce484222325 ^ text.size();
    while (!text.empty()) {
        std::uint64_t word = 0;
        const auto size = std::min(text.size(), sizeof word);
        std::memcpy(&word, text.data(), size);
        text.remove_prefix(size);
        value = (value ^ word) * prime;
        value ^= value >> 32U;
    }
    return value;
}

std::string encode(const Key& key, const Entry& entry) {
    const auto* fault = std::get_if<Fault>(&entry.outcome);
    const auto* page = std::get_if<Page>(&entry.outcome);
    const std::string& body = fault != nullptr ? fault->text : page->body;
    std::string head = fmt::format("{}{:0{}}\nurl: {}\nasker: {}\nstamp: {}\nfetched: {}\n", magic,
                                   0, digits, one_line(key.url), one_line(key.asker),
                                   one_line(key.stamp), seconds(entry.fetched));
    if (fault != nullptr) {
        head +=
            fmt::format("fault: {}\n\n", fault->timed_out ? "timed-out" : name_of(fault->blame));
    } else {
        head += fmt::format("status: {}\nends: {}\n\n", page->status,
                            page->ends ? std::to_string(seconds(*page->ends)) : "never");
    }
    std::string bytes;
    bytes.reserve(head.size() + body.size());
    bytes.append(head).append(body);
    const auto checksum = hash(std::string_view(bytes).substr(first_line));
    return bytes.replace(magic.size(), digits, fmt::format("{:0{}x}", checksum, digits));
}

namespace {

bool is_whole(std::string_view bytes) {
    return bytes.size() >= first_line && bytes.substr(0, magic.size()) == magic &&
           bytes.substr(magic.size(), digits + 1) ==
               fmt::format("{:0{}x}\n", hash(bytes.substr(first_line)), digits);
}

std::optional<Outcome> read_page(Lines& lines) {
    const auto status = plugin::parse_integer<int>(lines.value("status").value_or(""));
    const auto ends = lines.value("ends");
    if (!status || *status < 0 || *status > 999 || !ends) {
        return std::nullopt;
    }
    Page page{*status, {}};
    page.ends = time_point(*ends);
    return page.ends || *ends == "never" ? std::optional<Outcome>(std::move(page)) : std::nullopt;
}

}  // namespace

std::optional<Entry> decode(std::string bytes, const Key& key) {
    if (!is_whole(bytes)) {
        return std::nullopt;
    }
    Lines lines(std::string_view(bytes).substr(first_line));
    const bool ours = lines.value("url") == one_line(key.url) &&
                      lines.value("asker") == one_line(key.asker) &&
                      lines.value("stamp") == one_line(key.stamp);
    const auto fetched = ours ? time_point(lines.value("fetched").value_or("")) : std::nullopt;
    if (!fetched) {
        return std::nullopt;
    }
    std::optional<Outcome> outcome;
    if (const auto blame = lines.value("fault")) {
        outcome = read_fault(*blame);
    } else {
        outcome = read_page(lines);
    }
    const auto body = lines.body();
    if (!outcome || !body) {
        return std::nullopt;
    }
    bytes.erase(0, bytes.size() - body->size());
    if (auto* page = std::get_if<Page>(&*outcome)) {
        page->body = std::move(bytes);
    } else {
        std::get<Fault>(*outcome).text = std::move(bytes);
    }
    return Entry{*fetched, std::move(*outcome)};
}

}  // namespace fedcloud::page
