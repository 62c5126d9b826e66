#include "message.hpp"

#include <fmt/format.h>

#include <map>
#include <optional>

#include "message_fields.hpp"
#include "plugin/text.hpp"

namespace fedcloud::apel {
namespace {

constexpr std::size_t most_findings = 100;

// A value where it stands.
struct Value {
    std::string_view text;
    std::size_t line = 0;
};

class Checker {
  public:
    explicit Checker(const MessageQuestion& question) : question_(question) {}

    MessageReport run(std::string_view message);

  private:
    void error(std::size_t line, std::string_view field, std::string text) {
        add(report_.errors, {line, std::string(field), std::move(text)});
    }
    void warn(std::size_t line, std::string_view field, std::string text) {
        add(report_.warnings, {line, std::string(field), std::move(text)});
    }
    void add(std::vector<Finding>& list, Finding finding) {
        if (list.size() < most_findings) {
            list.push_back(std::move(finding));
        } else {
            report_.is_cut_short = true;
        }
    }
    bool read_header(std::string_view line, std::size_t number);
    void read_line(std::string_view line, std::size_t number);
    void read_pair(std::string_view line, std::size_t number);
    void check_value(const Field& field, const Value& value);
    void end_record(std::size_t number);
    void check_site();
    void check_status();
    void check_times();
    const Value* find(std::string_view name) const {
        const auto found = record_.find(name);
        return found == record_.end() || is_null(found->second.text) ? nullptr : &found->second;
    }

    const MessageQuestion& question_;
    MessageReport report_;
    std::map<std::string_view, Value> record_;
    std::size_t first_line_ = 0;                        // of the record; zero: none is open
    std::size_t blank_line_ = 0;                        // within it
    std::map<std::string_view, std::size_t> machines_;  // VMUUID to its line
};

bool Checker::read_header(std::string_view line, std::size_t number) {
    constexpr std::string_view name = "APEL-cloud-message";
    const auto colon = line.find(':');
    const auto type = trim(line.substr(0, colon));
    if (colon == std::string_view::npos || type != name) {
        const bool summary = type == "APEL-cloud-summary-message";
        error(
            number, "",
            fmt::format("expected the header 'APEL-cloud-message: v0.4', found {}{}", quoted(line),
                        summary ? ": a summary is made by the repository, not by a site" : ""));
        return false;
    }
    report_.version = trim(line.substr(colon + 1));
    if (report_.version != "v0.2" && report_.version != "v0.4") {
        error(number, "",
              fmt::format("expected version v0.2 or v0.4, found {}", quoted(report_.version)));
    }
    return true;
}

void Checker::check_value(const Field& field, const Value& value) {
    if (auto wrong = judge_value(field, value.text, question_.now)) {
        error(value.line, field.name, *std::move(wrong));
    }
}

void Checker::read_pair(std::string_view line, std::size_t number) {
    const auto colon = line.find(':');
    if (colon == std::string_view::npos) {
        error(number, "", fmt::format("expected 'Key: value' or '%%', found {}", quoted(line)));
        return;
    }
    const auto key = trim(line.substr(0, colon));
    const Value value{trim(line.substr(colon + 1)), number};
    const auto* field = find_field(key);
    if (field == nullptr) {
        if (is_ignored_field(key)) {
            warn(number, key, "is passed over by the repository, which sets it itself");
            return;
        }
        const auto* similar = find_similar_field(key);
        error(number, plugin::clean(key, 60),
              similar != nullptr ? fmt::format("is written {}", similar->name)
                                 : "is no field of this message: the repository refuses it");
        return;
    }
    if (field->since_v04 && report_.version == "v0.2") {
        warn(number, key, "came with v0.4, and the header says v0.2");
    }
    if (const auto [before, added] = record_.emplace(field->name, value); !added) {
        warn(number, key,
             fmt::format("is given twice, first in line {}: the last one wins",
                         before->second.line));
        before->second = value;
    }
    check_value(*field, value);
}

void Checker::check_site() {
    const auto* site = find("SiteName");
    if (site != nullptr && !question_.site.empty() && site->text != question_.site) {
        error(site->line, "SiteName",
              fmt::format("is {}, not {}", quoted(site->text), quoted(question_.site)));
    }
}

void Checker::check_status() {
    const auto* status = find("Status");
    if (status == nullptr) {
        return;
    }
    if (auto odd = judge_status(status->text)) {
        warn(status->line, "Status", *std::move(odd));
    }
}

void Checker::check_times() {
    const auto* start = find("StartTime");
    const auto* end = find("EndTime");
    const auto begin_number = start != nullptr ? whole_number(start->text) : std::nullopt;
    const auto end_number = end != nullptr ? whole_number(end->text) : std::nullopt;
    if (begin_number && end_number && *end_number < *begin_number) {
        error(end->line, "EndTime",
              fmt::format("{} is before StartTime, {}", *end_number, *begin_number));
    }
}

void Checker::end_record(std::size_t number) {
    if (first_line_ == 0) {
        return;
    }
    ++report_.records;
    for (const auto name : mandatory_fields()) {
        if (record_.find(name) == record_.end()) {
            error(first_line_, name,
                  fmt::format("is mandatory and missing in the record of lines {} to {}",
                              first_line_, number));
        }
    }
    check_site();
    check_status();
    check_times();
    if (const auto* machine = find("VMUUID")) {
        if (const auto [before, added] = machines_.emplace(machine->text, machine->line); !added) {
            warn(machine->line, "VMUUID",
                 fmt::format("is that of the record with line {} as well: only one of them counts "
                             "for a month",
                             before->second));
        }
    }
    record_.clear();
    first_line_ = blank_line_ = 0;
}

// "%%" ends a record wherever it stands: the loader splits the message there first.
void Checker::read_line(std::string_view line, std::size_t number) {
    for (;;) {
        const auto mark = line.find("%%");
        const auto part = trim(line.substr(0, mark));
        if (!part.empty()) {
            if (blank_line_ != 0) {
                error(blank_line_, "", "an empty line within a record");
                blank_line_ = 0;
            }
            first_line_ = first_line_ == 0 ? number : first_line_;
            read_pair(part, number);
        } else if (mark == std::string_view::npos && first_line_ != 0 && blank_line_ == 0) {
            blank_line_ = number;  // an error only if more of the record follows
        }
        if (mark == std::string_view::npos) {
            return;
        }
        end_record(number);
        line.remove_prefix(mark + 2);
    }
}

MessageReport Checker::run(std::string_view message) {
    std::size_t number = 0;
    bool has_header = false;
    while (!message.empty()) {
        ++number;
        const auto end = message.find('\n');
        const auto line = message.substr(0, end);
        message.remove_prefix(end == std::string_view::npos ? message.size() : end + 1);
        if (!has_header) {
            if (trim(line).empty()) {
                continue;
            }
            has_header = true;
            if (!read_header(trim(line), number)) {
                return std::move(report_);
            }
            continue;
        }
        read_line(line, number);
    }
    end_record(number);
    if (!has_header) {
        error(1, "", "expected the header 'APEL-cloud-message: v0.4', found nothing");
    } else if (report_.records == 0) {
        error(number, "", "no record follows the header");
    }
    return std::move(report_);
}

}  // namespace

MessageReport check_message(std::string_view message, const MessageQuestion& question) {
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    if (message.substr(0, byte_order_mark.size()) == byte_order_mark) {
        MessageReport report;
        report.errors.push_back({1, "", "a byte order mark before the header: save it without"});
        return report;
    }
    return Checker(question).run(message);
}

}  // namespace fedcloud::apel
