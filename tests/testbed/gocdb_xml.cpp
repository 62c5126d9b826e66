// The XML of a GOCDB's answers, as PHP's SimpleXML and DOM write it with indentation.
#include "gocdb_xml.hpp"

namespace fedcloud::testbed::gocdb {
namespace {

void append_escaped(std::string& to, std::string_view text, bool in_attribute) {
    for (const char letter : text) {
        if (letter == '&') {
            to += "&amp;";
        } else if (letter == '<') {
            to += "&lt;";
        } else if (letter == '>') {
            to += "&gt;";
        } else if (letter == '\r') {
            to += "&#13;";
        } else if (in_attribute && letter == '"') {
            to += "&quot;";
        } else if (in_attribute && letter == '\n') {
            to += "&#10;";
        } else if (in_attribute && letter == '\t') {
            to += "&#9;";
        } else {
            to += letter;
        }
    }
}

}  // namespace

std::string escape_text(std::string_view text) {
    std::string escaped;
    append_escaped(escaped, text, false);
    return escaped;
}

void XmlWriter::begin(std::string_view name, const Attributes& attributes) {
    text_.append(2 * depth_, ' ');
    text_ += '<';
    text_ += name;
    for (const auto& [attribute, value] : attributes) {
        text_ += ' ';
        text_ += attribute;
        text_ += "=\"";
        append_escaped(text_, value, true);
        text_ += '"';
    }
}

void XmlWriter::open(std::string_view name, const Attributes& attributes) {
    begin(name, attributes);
    text_ += ">\n";
    ++depth_;
}

void XmlWriter::close(std::string_view name) {
    --depth_;
    text_.append(2 * depth_, ' ');
    text_ += "</";
    text_ += name;
    text_ += ">\n";
}

void XmlWriter::element(std::string_view name, std::string_view text,
                        const Attributes& attributes) {
    begin(name, attributes);
    if (text.empty()) {
        text_ += "/>\n";
        return;
    }
    text_ += '>';
    append_escaped(text_, text, false);
    text_ += "</";
    text_ += name;
    text_ += ">\n";
}

}  // namespace fedcloud::testbed::gocdb
