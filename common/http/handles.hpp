// libcurl's handles: owned, set up, and fed.
#pragma once

#include <curl/curl.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "http/client.hpp"
#include "http/receiver.hpp"
#include "http/types.hpp"
#include "http/verification.hpp"

namespace fedcloud::http {

struct FreeList {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
struct FreeEasy {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
struct FreeMulti {
    void operator()(CURLM* handle) const { curl_multi_cleanup(handle); }
};
using List = std::unique_ptr<curl_slist, FreeList>;
using Easy = std::unique_ptr<CURL, FreeEasy>;
using Multi = std::unique_ptr<CURLM, FreeMulti>;

void append(List& list, const std::string& text);

// What libcurl does not tell, and its callbacks do.
struct Seen {
    std::vector<int> sockets;         // open ones
    std::vector<int> kept_sockets;    // of these, those that were open before this request
    int socket_error = 0;             // errno of a socket that could not be had
    bool certificate_wanted = false;  // the server has asked for a client certificate
    ChainFault chain_fault;           // of the last server's certificate that was refused
    const Trust* trust = nullptr;     // what a server's certificate is verified against

    void begin_request();
    // A TCP connection that this request has opened stands.
    bool has_new_connection() const;
};

// The body of a request on its way out.
struct Upload {
    std::string_view whole;
    std::string_view rest;
    bool repeatable = false;  // may be sent from its beginning again
};

// What holds for every request of a run. `error` has CURL_ERROR_SIZE characters; it and `seen` must
// outlive the handle.
void configure(CURL* handle, const ClientOptions& options, char* error, Seen& seen);

// What holds for one. `headers`, `upload` and `receiver` must outlive the transfer.
void configure_request(CURL* handle, const Request& request, const List& headers, Upload& upload,
                       Receiver& receiver);

// One of libcurl's times, which are microseconds from the beginning of the transfer.
plugin::Duration seconds_of(CURL* handle, CURLINFO info);

}  // namespace fedcloud::http
