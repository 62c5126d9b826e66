// What a GOCDB may do wrong with a page of an answer, over and above what any server may.
#include "gocdb_faults.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>

#include "gocdb_answers.hpp"
#include "gocdb_xml.hpp"
#include "setting_values.hpp"
#include "website.hpp"

namespace fedcloud::testbed::gocdb {
namespace {

constexpr std::array<std::pair<std::string_view, FaultKind>, 15> kinds{{
    {"error", FaultKind::error},
    {"plain-error", FaultKind::plain_error},
    {"login", FaultKind::login},
    {"page-status", FaultKind::status},
    {"truncated-page", FaultKind::truncated_page},
    {"wrong-root", FaultKind::wrong_root},
    {"empty", FaultKind::empty},
    {"repeat", FaultKind::repeat},
    {"stuck-cursor", FaultKind::stuck_cursor},
    {"backward-cursor", FaultKind::backward_cursor},
    {"no-next", FaultKind::no_next},
    {"wrong-count", FaultKind::wrong_count},
    {"entities", FaultKind::entities},
    {"external-entity", FaultKind::external_entity},
    {"huge-text", FaultKind::huge},
}};

const std::pair<std::string_view, FaultKind>* find_kind(const Json& description) {
    const auto* found = kinds.end();
    if (description.is_object() && description.contains("kind")) {
        found = std::find_if(kinds.begin(), kinds.end(),
                             [&](const auto& kind) { return description["kind"] == kind.first; });
    }
    return found == kinds.end() ? nullptr : found;
}

constexpr std::uint64_t most = 1'000'000'000'000;

void read_field(PageFault& fault, const std::string& name, const Json& value) {
    if (name == "method") {
        fault.method = read_text(name, value);
    } else if (name == "page") {
        fault.page = read_count(name, value, most);
    } else if (name == "times") {
        fault.times = read_count(name, value, most);
    } else if (name == "bytes") {
        fault.bytes = read_count(name, value, most);
    } else if (name == "message") {
        fault.message = read_text(name, value);
    } else if (name != "kind") {
        throw std::invalid_argument{"no field of such a fault is called " + name};
    }
}

Answer login_page() {
    return respond(200, html_type,
                   "<!DOCTYPE html>\n<html><head><title>Choose how to log in</title></head>\n"
                   "<body><form action=\"/login\" method=\"post\"><input type=\"submit\" "
                   "value=\"Login\"></form></body></html>\n");
}

// Into the first text of a record, or else, where there is none, after the root element's start.
void insert_text(std::string& body, const std::string& text) {
    for (const std::string_view end : {"</HOSTNAME>", "</SHORT_NAME>", "</SERVICE_TYPE_NAME>"}) {
        if (const auto at = body.find(end); at != std::string::npos) {
            body.insert(at, text);
            return;
        }
    }
    constexpr std::string_view root = "<results>";
    if (const auto at = body.find(root); at != std::string::npos) {
        body.insert(at + root.size(), text);
    }
}

void declare(std::string& body, const std::string& entities) {
    const auto root = body.find("<results");
    body.insert(root == std::string::npos ? 0 : root, "<!DOCTYPE results [\n" + entities + "]>\n");
}

std::string nested_entities() {
    std::string text = "<!ENTITY e0 \"entity\">\n";
    for (int i = 1; i < 10; ++i) {
        text += "<!ENTITY e" + std::to_string(i) + " \"";
        for (int n = 0; n < 10; ++n) {
            text += "&e" + std::to_string(i - 1) + ";";
        }
        text += "\">\n";
    }
    return text;
}

void set_length(Answer& answer) {
    drop_framing(answer);
    answer.headers.emplace_back("Content-Length", std::to_string(answer.body.size()));
}

}  // namespace

bool is_page_fault(const Json& description) {
    return find_kind(description) != nullptr;
}

Json PageFaults::add(const Json& description) {
    PageFault fault;
    const auto* kind = find_kind(description);
    if (kind == nullptr) {
        throw std::invalid_argument{"no fault of a GOCDB is of this kind"};
    }
    fault.kind = kind->second;
    for (const auto& [name, value] : description.items()) {
        read_field(fault, name, value);
    }
    const std::lock_guard lock{mutex_};
    faults_.push_back(fault);
    return {{"kind", kind->first},
            {"method", fault.method},
            {"page", fault.page},
            {"times", fault.times}};
}

void PageFaults::clear() {
    const std::lock_guard lock{mutex_};
    faults_.clear();
}

std::optional<PageFault> PageFaults::take(const std::string& method,
                                          const std::optional<Cursor>& cursor) {
    const std::lock_guard lock{mutex_};
    auto& page = pages_[method];
    page = !cursor || (cursor->id == 0 && !cursor->backwards) ? 1 : page + 1;
    const auto found = std::find_if(faults_.begin(), faults_.end(), [&](const PageFault& fault) {
        return (fault.method.empty() || fault.method == method) &&
               (fault.page == 0 || fault.page == page);
    });
    if (found == faults_.end()) {
        return std::nullopt;
    }
    auto fault = *found;
    if (found->times == 1) {
        faults_.erase(found);
    } else if (found->times > 1) {
        --found->times;
    }
    return fault;
}

std::optional<Answer> replacement(const PageFault& fault) {
    switch (fault.kind) {
        case FaultKind::error:
            return send_error(fault.message);
        case FaultKind::plain_error:
            return respond(200, xml_type, fault.message);
        case FaultKind::login:
            return login_page();
        case FaultKind::status:
            return apache_error(500, "The server encountered an internal error.");
        default:
            return std::nullopt;
    }
}

void spoil_marks(const PageFault& fault, const std::optional<Cursor>& cursor, PageMarks& marks) {
    const auto here = cursor ? cursor->id : 0;
    if (fault.kind == FaultKind::stuck_cursor) {
        marks.next = here;
    } else if (fault.kind == FaultKind::backward_cursor) {
        marks.next = here > 0 ? here - 1 : 0;
    } else if (fault.kind == FaultKind::no_next) {
        marks.has_next = false;
    } else if (fault.kind == FaultKind::wrong_count) {
        marks.count += 17;
    }
}

void spoil_answer(const PageFault& fault, Answer& answer) {
    if (fault.kind == FaultKind::truncated_page) {
        answer.body.resize(answer.body.size() / 2);
    } else if (fault.kind == FaultKind::wrong_root) {
        answer.body = replace_all(replace_all(answer.body, "<results", "<RESULT_SET"), "</results>",
                                  "</RESULT_SET>");
    } else if (fault.kind == FaultKind::entities) {
        insert_text(answer.body, "&e9;");
        declare(answer.body, nested_entities());
    } else if (fault.kind == FaultKind::external_entity) {
        insert_text(answer.body, "&passwd;");
        declare(answer.body, "<!ENTITY passwd SYSTEM \"file:///etc/passwd\">\n");
    } else if (fault.kind == FaultKind::huge) {
        answer.padded = "testbed-padding-";
        answer.padding = fault.bytes;
        insert_text(answer.body, answer.padded);
    }
    set_length(answer);
}

}  // namespace fedcloud::testbed::gocdb
