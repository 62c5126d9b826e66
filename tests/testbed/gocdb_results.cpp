// The answers of a GOCDB's methods.
#include "gocdb_results.hpp"

#include "encoding.hpp"
#include "gocdb_answers.hpp"
#include "gocdb_render.hpp"
#include "gocdb_select.hpp"
#include "text.hpp"
#include "website.hpp"

namespace fedcloud::testbed::gocdb {
namespace {

constexpr auto declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

// The query as it was sent, but without a cursor.
std::string other_parameters(const Query& query) {
    std::string text = "method=" + query.method_name;
    for (const auto& [name, value] : query.parameters) {
        if (name != "next_cursor" && name != "prev_cursor") {
            text += "&" + encode_form(name) + "=" + encode_form(value);
        }
    }
    return text;
}

class Links {
  public:
    explicit Links(const Request& request)
        : base_{request.settings.href_base + request.door + "?"},
          others_{other_parameters(request.query)},
          cursor_first_{request.settings.cursor_first} {}

    void write(XmlWriter& xml, std::string_view relation, const char* cursor,
               std::uint64_t id) const {
        const auto place = std::string{cursor} + "=" + std::to_string(id);
        const auto href = base_ + (cursor_first_ ? place + "&" + others_ : others_ + "&" + place);
        xml.element("link", "", {{"rel", relation}, {"href", href}});
    }

  private:
    std::string base_;
    std::string others_;
    bool cursor_first_;
};

// As Helpers.php writes it: the links first.
void write_meta(XmlWriter& xml, const Request& request, const PageMarks& marks) {
    const Links links{request};
    const auto& cursor = *request.cursor;
    xml.open("meta");
    links.write(xml, "self", cursor.backwards ? "prev_cursor" : "next_cursor", cursor.id);
    if (marks.has_next && (marks.has_links || request.settings.next_on_empty_page)) {
        links.write(xml, "next", "next_cursor", marks.next);
    }
    if (marks.has_links) {
        links.write(xml, "prev", "prev_cursor", marks.previous);
    }
    links.write(xml, "start", "next_cursor", 0);
    xml.element("count", std::to_string(marks.count));
    xml.element("max_page_size", std::to_string(request.settings.max_page_size));
    xml.close("meta");
}

Rendering rendering_for(const Request& request, XmlWriter& xml) {
    auto portal = request.settings.href_base;
    constexpr std::string_view folder = "/gocdbpi";
    if (portal.ends_with(folder)) {
        portal.resize(portal.size() - folder.size());
    }
    return {xml, request.registry,
            portal + "/portal/index.php?Page_Type=", request.settings.nested_keys == "site"};
}

template <typename Record>
using Select = Selection<Record> (*)(const Registry&, const Query&, const GocdbSettings&,
                                     const std::optional<Cursor>&);

template <typename Record>
Selection<Record> records_of(const Request& request, Select<Record> select) {
    const auto& fault = request.fault;
    if (fault && fault->kind == FaultKind::empty) {
        return {};
    }
    auto cursor = request.cursor;
    if (fault && fault->kind == FaultKind::repeat && cursor && !cursor->backwards) {
        cursor = Cursor{cursor->id + 1, true};
    }
    return select(request.registry, request.query, request.settings, cursor);
}

template <typename Record>
PageMarks marks_of(const Request& request, const Selection<Record>& records,
                   Select<Record> select) {
    PageMarks marks;
    marks.next = request.cursor->id;
    marks.count = records.size();
    marks.has_links = !records.empty();
    if (!records.empty()) {
        marks.next = records.back()->id;
        marks.previous = records.front()->id;
    }
    if (!request.fault) {
        return marks;
    }
    if (request.fault->kind == FaultKind::repeat) {
        // The links are those of the right page, so that the next one is.
        const auto right =
            select(request.registry, request.query, request.settings, request.cursor);
        marks.next = right.empty() ? request.cursor->id : right.back()->id;
    }
    spoil_marks(*request.fault, request.cursor, marks);
    return marks;
}

template <typename Record>
void write_all(XmlWriter& xml, const Request& request, Select<Record> select,
               void (*write)(const Rendering&, const Record&)) {
    const auto records = records_of(request, select);
    if (request.cursor) {
        write_meta(xml, request, marks_of(request, records, select));
    }
    const auto to = rendering_for(request, xml);
    for (const auto* record : records) {
        write(to, *record);
    }
}

void write_method(XmlWriter& xml, const Request& request) {
    switch (request.query.method) {
        case Method::service:
            return write_all<Service>(xml, request, select_services, write_service);
        case Method::site:
            return write_all<Site>(xml, request, select_sites, write_site);
        case Method::site_list:
            return write_all<Site>(xml, request, select_sites, write_site_summary);
        case Method::downtime:
            return write_all<Downtime>(xml, request, select_downtimes, write_downtime);
        case Method::downtime_nested:
            return write_all<Downtime>(xml, request, select_downtimes, write_nested_downtime);
        case Method::roc_list:
            return write_rocs(rendering_for(request, xml),
                              select_rocs(request.registry, request.query, request.settings));
        case Method::service_types:
            return write_service_types(rendering_for(request, xml));
    }
}

}  // namespace

std::string write_results(const Request& request) {
    XmlWriter xml;
    xml.open("results");
    write_method(xml, request);
    xml.close("results");
    auto text = xml.take();
    constexpr std::string_view nothing = "<results>\n</results>\n";
    return declaration + (text == nothing ? "<results/>\n" : std::move(text));
}

Answer send_error(const std::string& message) {
    return respond(200, xml_type, "<error>" + escape_text(message) + "</error>");
}

}  // namespace fedcloud::testbed::gocdb
