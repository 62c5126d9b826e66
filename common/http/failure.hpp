// What a failed transfer of libcurl means.
#pragma once

#include <curl/curl.h>

#include <string>

#include "http/error.hpp"
#include "http/types.hpp"

namespace fedcloud::http {

// What is known of a transfer that failed.
struct Failure {
    CURLcode code = CURLE_OK;
    std::string detail;      // libcurl's error buffer
    long verify_result = 0;  // CURLINFO_SSL_VERIFYRESULT, an X509_V_ERR_...
    long os_error = 0;       // CURLINFO_OS_ERRNO
    bool sent_certificate = false;
    bool tls = false;
};

Error explain(const Request& request, const Failure& failure);

// In which phase a transfer was when its time was up. `connected`: some TCP connection of it
// stands; libcurl itself tells only after the TLS handshake (7.88).
std::string_view phase_of(CURL* handle, bool tls, bool connected);

}  // namespace fedcloud::http
