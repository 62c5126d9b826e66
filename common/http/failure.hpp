// What a failed transfer of libcurl means.
#pragma once

#include <curl/curl.h>

#include <string>
#include <string_view>

#include "http/error.hpp"
#include "http/types.hpp"
#include "http/verification.hpp"

namespace fedcloud::http {

// What is known of a transfer that failed.
struct Failure {
    CURLcode code = CURLE_OK;
    std::string detail;      // libcurl's error buffer
    long verify_result = 0;  // CURLINFO_SSL_VERIFYRESULT, an X509_V_ERR_...
    ChainFault chain_fault;  // where verification ended
    long os_error = 0;       // CURLINFO_OS_ERRNO
    bool sent_certificate = false;
    bool certificate_wanted = false;  // the server asked for one, and has not answered yet
    bool connected = false;           // a TCP connection stood, so a server has had its say
    bool tls = false;
};

Error explain(const Request& request, const Failure& failure);

// "GET https://host/path?…: " and `what`.
std::string in_words(const Request& request, std::string_view what);

// How far a transfer has come, as seen from outside libcurl: its own times tell of TCP only after
// the TLS handshake, and of a first byte as soon as a body is sent (7.88).
struct Progress {
    bool tls = false;
    bool connected = false;  // some TCP connection of it stands
    bool answered = false;   // some byte of an answer has come
};

// In which phase a transfer was when its time was up.
std::string_view phase_of(CURL* handle, const Progress& progress);

}  // namespace fedcloud::http
