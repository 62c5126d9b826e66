#include "http/handles.hpp"

#include <errno.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <new>
#include <stdexcept>
#include <string>

namespace fedcloud::http {
namespace {

std::size_t on_header(char* data, std::size_t size, std::size_t count, void* receiver) {
    const bool more = static_cast<Receiver*>(receiver)->take_header({data, size * count});
    return more ? size * count : 0;
}

std::size_t on_body(char* data, std::size_t size, std::size_t count, void* receiver) {
    const bool more = static_cast<Receiver*>(receiver)->take_body({data, size * count});
    return more ? size * count : 0;
}

std::size_t on_upload(char* target, std::size_t size, std::size_t count, void* source) {
    auto& rest = static_cast<Upload*>(source)->rest;
    const auto part = rest.substr(0, size * count);
    std::copy(part.begin(), part.end(), target);
    rest.remove_prefix(part.size());
    return part.size();
}

// libcurl sends a request again when a kept-alive connection dies before the first byte of the
// answer, a POST as well; a server may have acted on it by then. It cannot without rewinding, and
// that is only for what may be repeated (RFC 9110 section 9.2.2).
int on_rewind(void* source, curl_off_t offset, int origin) {
    auto& upload = *static_cast<Upload*>(source);
    const auto at = static_cast<std::size_t>(offset);
    if (!upload.repeatable || origin != SEEK_SET || offset < 0 || at > upload.whole.size()) {
        return CURL_SEEKFUNC_FAIL;
    }
    upload.rest = upload.whole.substr(at);
    return CURL_SEEKFUNC_OK;
}

// Sockets are kept in mind, to tell afterwards how far a connection had come.
curl_socket_t on_open(void* seen, curlsocktype, curl_sockaddr* address) {
    const int fd = socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
    if (fd >= 0) {
        static_cast<Seen*>(seen)->sockets.push_back(fd);
    } else {
        static_cast<Seen*>(seen)->socket_error = errno;
    }
    return fd;
}

int on_close(void* seen, curl_socket_t fd) {
    for (auto* list :
         {&static_cast<Seen*>(seen)->sockets, &static_cast<Seen*>(seen)->kept_sockets}) {
        list->erase(std::remove(list->begin(), list->end(), fd), list->end());
    }
    return close(fd);
}

// OpenSSL asks for our certificate when the server does.
int on_certificate_wanted(SSL*, void* seen) {
    static_cast<Seen*>(seen)->certificate_wanted = true;
    return 1;  // go on with what there is
}

// OpenSSL's own verification, with CRLs.
int on_verify(X509_STORE_CTX* chain, void* seen) {
    auto& told = *static_cast<Seen*>(seen);
    return verify_chain(chain, *told.trust, told.chain_fault) ? 1 : 0;
}

CURLcode on_tls(CURL*, void* context, void* seen) {
    const auto& loaded = static_cast<Seen*>(seen)->trust->loaded;
    if (loaded) {  // instead of libcurl's own, which each connection would fill anew
        SSL_CTX_set1_cert_store(static_cast<SSL_CTX*>(context), loaded.get());
    }
    SSL_CTX_set_cert_cb(static_cast<SSL_CTX*>(context), on_certificate_wanted, seen);
    SSL_CTX_set_cert_verify_callback(static_cast<SSL_CTX*>(context), on_verify, seen);
    return CURLE_OK;
}

}  // namespace

void append(List& list, const std::string& text) {
    curl_slist* longer = curl_slist_append(list.get(), text.c_str());
    if (longer == nullptr) {
        throw std::bad_alloc();
    }
    (void)list.release();
    list.reset(longer);
}

void Seen::begin_request() {
    kept_sockets = sockets;
    socket_error = 0;
    certificate_wanted = false;
}

bool Seen::has_new_connection() const {
    return std::any_of(sockets.begin(), sockets.end(), [this](int fd) {
        sockaddr_storage peer{};
        socklen_t size = sizeof peer;
        return std::find(kept_sockets.begin(), kept_sockets.end(), fd) == kept_sockets.end() &&
               getpeername(fd, reinterpret_cast<sockaddr*>(&peer), &size) == 0;
    });
}

plugin::Duration seconds_of(CURL* handle, CURLINFO info) {
    curl_off_t microseconds = 0;
    curl_easy_getinfo(handle, info, &microseconds);
    return std::chrono::microseconds(microseconds);
}

void configure(CURL* handle, const ClientOptions& options, char* error, Seen& seen) {
    const auto set = [handle](CURLoption option, auto value) {
        const CURLcode code = curl_easy_setopt(handle, option, value);
        if (code == CURLE_OUT_OF_MEMORY) {
            throw std::bad_alloc();
        }
        // Without one of these, trust or limits would be others than those that were asked for.
        if (code != CURLE_OK) {
            throw std::runtime_error(std::string("libcurl cannot be set up on this host: ") +
                                     curl_easy_strerror(code));
        }
    };
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_ERRORBUFFER, error);
    set(CURLOPT_USERAGENT, options.user_agent.c_str());
    // OCCI and CDMI are written for HTTP/1.1, and what their servers make of 2 is nobody's habit.
    set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
    set(CURLOPT_FOLLOWLOCATION, 0L);
    // A monitor looks at the service itself, whatever $https_proxy says.
    set(CURLOPT_PROXY, "");
    set(CURLOPT_SSL_VERIFYPEER, 1L);
    set(CURLOPT_SSL_VERIFYHOST, 2L);
    set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    if (!options.trust.folder.empty()) {
        set(CURLOPT_CAPATH, options.trust.folder.c_str());
        // Otherwise the system's bundle is loaded beside it: 240 million instructions, and trust
        // in everyone.
        set(CURLOPT_CAINFO, static_cast<const char*>(nullptr));
    }
    if (options.certificate) {
        // libcurl copies it, and has no word for a pointer to what it only reads.
        curl_blob blob{const_cast<char*>(options.certificate->data()), options.certificate->size(),
                       CURL_BLOB_COPY};
        set(CURLOPT_SSLCERT_BLOB, &blob);
        set(CURLOPT_SSLKEY_BLOB, &blob);
        set(CURLOPT_SSLCERTTYPE, "PEM");
        set(CURLOPT_SSLKEYTYPE, "PEM");
        // For a locked key libcurl 7.88 reads a pass phrase through a null pointer if it has none.
        set(CURLOPT_KEYPASSWD, "");
    }
    seen.trust = &options.trust;
    set(CURLOPT_SSL_CTX_FUNCTION, on_tls);
    set(CURLOPT_SSL_CTX_DATA, &seen);
    set(CURLOPT_OPENSOCKETFUNCTION, on_open);
    set(CURLOPT_OPENSOCKETDATA, &seen);
    set(CURLOPT_CLOSESOCKETFUNCTION, on_close);
    set(CURLOPT_CLOSESOCKETDATA, &seen);
    set(CURLOPT_HEADERFUNCTION, on_header);
    set(CURLOPT_WRITEFUNCTION, on_body);
    set(CURLOPT_READFUNCTION, on_upload);
    set(CURLOPT_SEEKFUNCTION, on_rewind);
}

void configure_request(CURL* handle, const Request& request, const List& headers, Upload& upload,
                       Receiver& receiver) {
    const auto set = [handle](CURLoption option, auto value) {
        curl_easy_setopt(handle, option, value);
    };
    set(CURLOPT_URL, request.url.to_string().c_str());
    set(CURLOPT_HTTPHEADER, headers.get());
    set(CURLOPT_READDATA, &upload);
    set(CURLOPT_SEEKDATA, &upload);
    set(CURLOPT_HEADERDATA, &receiver);
    set(CURLOPT_WRITEDATA, &receiver);
    // Each of these switches the method; the custom one keeps it for the rest.
    set(CURLOPT_HTTPGET, 1L);
    set(CURLOPT_FRESH_CONNECT, 0L);
    set(CURLOPT_CUSTOMREQUEST, static_cast<const char*>(nullptr));
    switch (request.method) {
        case Method::get:
            break;
        case Method::head:
            set(CURLOPT_NOBODY, 1L);
            break;
        case Method::post:
            set(CURLOPT_POST, 1L);
            // Nothing to rewind, so nothing to keep it from being sent again: not over an old one.
            set(CURLOPT_FRESH_CONNECT, request.body.empty() && !request.repeatable ? 1L : 0L);
            // What libcurl holds itself, it can rewind.
            set(CURLOPT_POSTFIELDS, request.repeatable ? request.body.data() : nullptr);
            set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
            break;
        case Method::put:
            set(CURLOPT_UPLOAD, 1L);
            set(CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
            break;
        case Method::del:
            set(CURLOPT_CUSTOMREQUEST, "DELETE");
            break;
    }
}

}  // namespace fedcloud::http
