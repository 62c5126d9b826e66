// Image lists signed for a test, as producers do it.
#pragma once

#include <string>
#include <vector>

#include "mint.hpp"

namespace fedcloud::appdb_update {

enum class Form { multipart, opaque };

struct Signing {
    Form form = Form::multipart;
    const char* digest = "SHA256";
    bool binary = false;        // line feeds stay what they are, and are signed so
    bool with_headers = false;  // "Content-Type: text/plain" before the content
    bool with_certificate = true;
    std::vector<const mint::Identity*> further_signers{};
};

// The S/MIME message around `content`.
std::string sign(const std::string& content, const mint::Identity& signer,
                 const Signing& signing = {});

// A message of the same kind that is no signed one.
std::string encrypt(const std::string& content, const mint::Identity& reader);

}  // namespace fedcloud::appdb_update
