#include "envelope.hpp"

#include <fmt/format.h>
#include <openssl/err.h>
#include <openssl/objects.h>

#include <limits>
#include <optional>
#include <utility>

#include "plugin/text.hpp"

namespace fedcloud::appdb_update {
namespace {

constexpr std::string_view blanks = " \t\r\n";

std::string_view from_first_visible(std::string_view text) {
    const auto first = text.find_first_not_of(blanks);
    return first == std::string_view::npos ? std::string_view{} : text.substr(first);
}

std::string_view bytes_of(BIO* memory) {
    char* bytes = nullptr;
    const long size = BIO_get_mem_data(memory, &bytes);
    return {bytes, static_cast<std::size_t>(size)};
}

std::string last_reason() {
    const char* reason = ERR_reason_error_string(ERR_peek_last_error());
    ERR_clear_error();
    return reason == nullptr ? "no reason given" : reason;
}

// What bytes are that are neither JSON nor S/MIME.
std::string describe(std::string_view bytes) {
    const auto visible = from_first_visible(bytes);
    if (visible.empty()) {
        return "the answer is empty";
    }
    if (visible.front() == '<') {
        return "the answer is an HTML or XML page, no image list";
    }
    return fmt::format("the answer is neither S/MIME nor JSON: it begins with '{}'",
                       plugin::clean(visible.substr(0, 400), 60));
}

// The value of the parameter "boundary" of the message's Content-Type.
std::string_view boundary_of(std::string_view message) {
    constexpr std::string_view name = "boundary=";
    const auto at = plugin::lower(message.substr(0, 4096)).find(name);
    if (at == std::string::npos) {
        return {};
    }
    constexpr std::size_t longest = 128;  // RFC 2046 section 5.1.1 allows 70
    const auto value = message.substr(at + name.size(), longest);
    return !value.empty() && value.front() == '"'
               ? value.substr(1, value.find('"', 1) - 1)
               : value.substr(0, value.find_first_of("; \t\r\n"));
}

// Behind the line in which `text` stands at `at`.
std::size_t next_line(std::string_view text, std::size_t at) {
    const auto end = text.find('\n', at);
    return end == std::string_view::npos ? text.size() : end + 1;
}

// OpenSSL would pass over whatever stands before the header that it wants, an HTML page's too.
bool looks_like_mime(std::string_view bytes) {
    const auto head = plugin::lower(bytes.substr(0, 4096));
    const auto name = head.substr(0, head.find(':'));
    const bool is_header =
        name.find_first_not_of("abcdefghijklmnopqrstuvwxyz-") == std::string::npos;
    return is_header && !name.empty() &&
           (head.rfind("mime-version:", 0) == 0 || head.rfind("content-type:", 0) == 0 ||
            head.find("\ncontent-type:") != std::string::npos);
}

}  // namespace

std::string_view Envelope::content() const {
    switch (kind) {
        case EnvelopeKind::multipart:
            return bytes_of(part.get());
        case EnvelopeKind::opaque: {
            ASN1_OCTET_STRING** const inside = CMS_get0_content(cms.get());
            if (inside == nullptr || *inside == nullptr) {
                return {};
            }
            return {reinterpret_cast<const char*>(ASN1_STRING_get0_data(*inside)),
                    static_cast<std::size_t>(ASN1_STRING_length(*inside))};
        }
        case EnvelopeKind::bare:
            break;
    }
    return bytes;
}

std::string_view Envelope::content_as_served() const {
    const std::string_view message = bytes;
    const auto boundary = boundary_of(message);
    if (kind != EnvelopeKind::multipart || boundary.empty()) {
        return {};
    }
    const std::string delimiter = "\n--" + std::string(boundary);
    const auto first = message.find(delimiter);
    if (first == std::string_view::npos) {
        return {};
    }
    const auto begin = next_line(message, first + 1);
    // The line break before a delimiter belongs to it (RFC 2046 section 5.1.1).
    const auto end = message.find(delimiter, begin - 1);
    if (end == std::string_view::npos || end < begin) {
        return {};
    }
    auto content = message.substr(begin, end - begin);
    if (!content.empty() && content.back() == '\r') {
        content.remove_suffix(1);
    }
    return content;
}

std::string judge_beginning(std::string_view beginning) {
    constexpr std::size_t enough = 512;
    const auto visible = from_first_visible(beginning);
    const bool may_be = !visible.empty() && (visible.front() == '{' || looks_like_mime(beginning));
    return beginning.size() < enough || may_be ? "" : describe(beginning);
}

void Envelope::drop_all_but(std::string_view content) {
    const auto* const begin = bytes.data();
    if (content.data() >= begin && content.data() < begin + bytes.size()) {
        part.reset();
    } else {
        bytes = std::string();
    }
}

Expected<Envelope, std::string> open_envelope(std::string bytes) {
    Envelope envelope;
    envelope.bytes = std::move(bytes);
    const auto visible = from_first_visible(envelope.bytes);
    if (!visible.empty() && visible.front() == '{') {
        return envelope;
    }
    if (envelope.bytes.size() > std::numeric_limits<int>::max() ||
        !looks_like_mime(envelope.bytes)) {
        return Unexpected{describe(envelope.bytes)};
    }
    const Bio source(
        BIO_new_mem_buf(envelope.bytes.data(), static_cast<int>(envelope.bytes.size())));
    BIO* part = nullptr;
    envelope.cms.reset(SMIME_read_CMS(source.get(), &part));
    envelope.part.reset(part);
    if (!envelope.cms) {
        return Unexpected{
            fmt::format("the S/MIME message around the list cannot be read: {}", last_reason())};
    }
    ERR_clear_error();
    if (OBJ_obj2nid(CMS_get0_type(envelope.cms.get())) != NID_pkcs7_signed) {
        return Unexpected{std::string("the S/MIME message around the list is not a signed one")};
    }
    envelope.kind = envelope.part ? EnvelopeKind::multipart : EnvelopeKind::opaque;
    return envelope;
}

std::string_view without_part_headers(std::string_view content) {
    const auto visible = from_first_visible(content);
    if (visible.empty() || visible.front() == '{') {
        return content;
    }
    for (std::size_t at = 0; at < content.size();) {
        const auto next = next_line(content, at);
        const auto line = content.substr(at, next - at);
        at = next;
        if (line.find_first_not_of(blanks) == std::string_view::npos) {
            return content.substr(at);
        }
        if (line.find(':') == std::string_view::npos) {
            break;  // no header: whatever it is, the reader of JSON shall say so
        }
    }
    return content;
}

}  // namespace fedcloud::appdb_update
