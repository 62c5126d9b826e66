// Distinguished names, compared as their parts and not as text.
#pragma once

#include <openssl/x509.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "plugin/expected.hpp"

namespace fedcloud::appdb_update {

// Grid software writes "/DC=org/DC=example/CN=Alice", directories "CN=Alice,DC=example,DC=org", and
// OpenSSL "DC = org, DC = example, CN = Alice"; e-mail addresses are called Email, E and
// emailAddress; OpenSSL 3 escapes '/' and '+', and all write bytes beyond ASCII as \xC3.
class DistinguishedName {
  public:
    static DistinguishedName of(const X509_NAME& name);
    // Any of the three forms. The error says what is wrong with `text`.
    static Expected<DistinguishedName, std::string> parse(std::string_view text);

    // The same parts, in the same order or in the opposite one. Values are compared byte by byte
    // but for their blanks: two that differ in case are two for all the software of the field.
    bool matches(const DistinguishedName& other) const;

  private:
    struct Part {
        std::string type;  // lower case, one spelling for each
        std::string value;

        bool operator==(const Part&) const = default;
    };

    void add(std::string_view type, std::string_view value);

    std::vector<Part> parts_;
};

// What `text` says (a DN that a list names), against the name in a certificate.
bool names(std::string_view text, const DistinguishedName& name);

}  // namespace fedcloud::appdb_update
