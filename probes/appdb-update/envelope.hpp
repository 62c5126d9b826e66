// An image list as it is served: S/MIME around JSON, or JSON alone.
#pragma once

#include <openssl/bio.h>
#include <openssl/cms.h>

#include <memory>
#include <string>
#include <string_view>

#include "plugin/expected.hpp"

namespace fedcloud::appdb_update {

struct FreeCms {
    void operator()(CMS_ContentInfo* cms) const { CMS_ContentInfo_free(cms); }
};
struct FreeBio {
    void operator()(BIO* bio) const { BIO_free_all(bio); }
};
using Cms = std::unique_ptr<CMS_ContentInfo, FreeCms>;
using Bio = std::unique_ptr<BIO, FreeBio>;

enum class EnvelopeKind {
    multipart,  // multipart/signed: the content stands in the clear, its signature beside it
    opaque,     // application/pkcs7-mime: the content is inside the signed structure
    bare,       // JSON without any signature
};

struct Envelope {
    EnvelopeKind kind = EnvelopeKind::bare;
    std::string bytes;  // as they were served
    Cms cms;            // null if bare
    Bio part;           // of a multipart: the content as OpenSSL read it, line ends made CRLF

    // What the signature is of (RFC 8551 section 3.1.1: lines end in CRLF), or the bare JSON. The
    // view lasts as long as this object.
    std::string_view content() const;
    // Of a multipart, the same bytes with the line ends that were served; else nothing.
    std::string_view content_as_served() const;

    // Frees what is not needed to hold `content`, which is one of the two.
    void drop_all_but(std::string_view content);
};

// Pure. The error says what the bytes are instead ("an HTML page", "encrypted, not signed").
Expected<Envelope, std::string> open_envelope(std::string bytes);

// What is wrong with bytes that begin so; empty if they may be an image list.
std::string judge_beginning(std::string_view beginning);

// Content without the header lines of its MIME part ("Content-Type: text/plain"), which some
// producers put there; they are signed with it.
std::string_view without_part_headers(std::string_view content);

}  // namespace fedcloud::appdb_update
