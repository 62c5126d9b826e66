#include "answer.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "json/value.hpp"
#include "plugin/number.hpp"
#include "plugin/text.hpp"

namespace fedcloud::perun {
namespace {

using json::Value;
using Type = Value::Type;

// Cuts `prefix` off; false if it is not there.
bool take(std::string_view& text, std::string_view prefix) {
    const bool there = text.substr(0, prefix.size()) == prefix;
    text.remove_prefix(there ? prefix.size() : 0);
    return there;
}

// Ids are counted: neither fractions nor powers of ten.
std::optional<double> read_id(std::string_view text) {
    const bool digits = text.find_first_not_of("0123456789") == std::string_view::npos;
    return digits ? plugin::parse_number(text) : std::nullopt;
}

// "'notifications' with last processed id='23463952'"; the name may hold anything.
std::optional<Consumer> read_consumer(std::string_view text) {
    constexpr std::string_view mark = "' with last processed id='";
    const auto at = text.rfind(mark);
    if (at == std::string_view::npos || at == 0 || text.front() != '\'' || text.back() != '\'') {
        return std::nullopt;
    }
    const auto id = read_id(text.substr(at + mark.size(), text.size() - at - mark.size() - 1));
    return id ? std::optional(Consumer{std::string(text.substr(1, at - 1)), *id}) : std::nullopt;
}

// False: a line that is not known.
bool read_line(std::string_view line, Status& status) {
    const auto whole = line;
    if (take(line, "Version of ")) {
        status.versions.emplace_back(whole);
        if (take(line, "Perun: ")) {
            status.perun = line;
        } else if (take(line, "PerunDB: ")) {
            status.perun_db = line;
        }
        return true;
    }
    if (take(line, "AuditerConsumer:")) {
        auto consumer =
            read_consumer(line.substr(std::min(line.find_first_not_of(' '), line.size())));
        const bool good = consumer.has_value();
        if (good) {
            status.consumers.push_back(std::move(*consumer));
        } else {
            status.unreadable.emplace_back(whole);
        }
        return good;
    }
    if (take(line, "LastMessageId:")) {
        ++status.last_messages;
        status.last_message =
            read_id(line.substr(std::min(line.find_first_not_of(' '), line.size())));
        if (!status.last_message) {
            status.unreadable.emplace_back(whole);
        }
        return status.last_message.has_value();
    }
    if (take(line, "Timestamp: ")) {
        // getPerunStatistics has it in quotation marks.
        const bool quoted = line.size() > 1 && line.front() == '\'' && line.back() == '\'';
        status.server_time =
            plugin::parse_timestamp(quoted ? line.substr(1, line.size() - 2) : line);
        return status.server_time.has_value();
    }
    return false;
}

Answer read_array(const Value& array) {
    Status status;
    for (const auto& each : array.children) {
        if (each.type == Type::string && read_line(each.text, status)) {
            ++status.understood;
        }
    }
    if (status.understood == 0) {
        return Other{array.children.empty() ? "an empty list"
                                            : "a list in which nothing is Perun's status"};
    }
    return status;
}

Answer read_object(const Value& object) {
    Error error{object.string("name"), object.string("message"), object.string("type")};
    if (error.name.empty() && object.find("errorId") == nullptr) {
        return Other{"a JSON object that is no error of Perun"};
    }
    if (error.name.empty()) {
        error.name = "an error without a name";
    }
    return error;
}

std::string find_title(std::string_view html) {
    const auto lower = plugin::lower(html);
    const auto open = lower.find("<title");
    const auto begin = lower.find('>', open);
    if (open == std::string::npos || begin == std::string::npos) {
        return "";
    }
    const auto end = lower.find('<', begin);
    return plugin::clean(html.substr(begin + 1, end == std::string::npos ? 0 : end - begin - 1),
                         120);
}

bool is_html(std::string_view body) {
    return body.find_first_not_of(" \t\r\n") != std::string_view::npos &&
           body[body.find_first_not_of(" \t\r\n")] == '<';
}

}  // namespace

Answer read_answer(std::string_view body) {
    if (body.find_first_not_of(" \t\r\n") == std::string_view::npos) {
        return Other{"an empty answer"};
    }
    if (is_html(body)) {
        return Html{find_title(body.substr(0, 65'536))};
    }
    // A status has some thirty strings.
    constexpr std::size_t most_values = 10'000;
    const auto document = json::parse(body, most_values);
    if (!document) {
        return Other{fmt::format("neither JSON nor HTML ({})",
                                 plugin::clean(document.error().message(), 160))};
    }
    switch (document->type) {
        case Type::array:
            return read_array(*document);
        case Type::object:
            return read_object(*document);
        case Type::string:
            return Other{fmt::format("the text '{}'", plugin::clean(document->text, 80))};
        case Type::number:
            return Other{fmt::format("the number {}", plugin::clean(document->text, 40))};
        case Type::null:
        case Type::boolean:
            break;
    }
    return Other{document->type == Type::null ? "null" : document->text};
}

}  // namespace fedcloud::perun
