// One simulated cloud site: how it serves its clients.
#include "site.hpp"

#include <algorithm>

#include "http_server.hpp"
#include "text.hpp"

namespace fedcloud::testbed {
namespace {

// "probe:secret"
constexpr auto basic_credentials = "Basic cHJvYmU6c2VjcmV0";

std::string path_of(const std::string& target) {
    return target.substr(0, target.find('?'));
}

std::string action_of(const std::string& target) {
    const auto query = target.find('?');
    if (query == std::string::npos) {
        return {};
    }
    for (const auto& field : split_outside_quotes(target.substr(query + 1), '&')) {
        if (field.starts_with("action=")) {
            return field.substr(7);
        }
    }
    return {};
}

bool is_collection_delete(const Call& call) {
    return call.method == "DELETE" && (call.path == "/compute/" || call.path == "/compute");
}

}  // namespace

Site::Site(const SiteOptions& options, const Pki& pki)
    : options_{options},
      dialect_{options.dialect == DialectKind::rocci ? make_rocci() : make_ooi()},
      settings_{options.settings} {
    if (options_.tls) {
        tls_ = make_tls_context(pki, *options_.tls, options_.client_certificate);
    }
    listener_ = std::make_unique<Listener>(options_.port, Addresses::ipv4_and_ipv6,
                                           [this](Connection& client) { serve(client); });
}

void Site::serve(Connection& connection) {
    log_.count_connection();
    if (tls_) {
        if (faults_.take_handshake_fault(log_.next_number())) {
            serve_garbage(connection);
            return;
        }
        if (!connection.accept_tls(*tls_)) {
            connection.end();
            return;
        }
        log_.count_handshake();
    }
    // A server of its own for each connection, so that the handler knows which one it answers on.
    HttpServer server;
    const auto handler = [this, &connection](const httplib::Request& request, httplib::Response&) {
        handle(connection, received_request(request));
    };
    const std::string everything = R"([\s\S]*)";
    server.Get(everything, handler);
    server.Post(everything, handler);
    server.Put(everything, handler);
    server.Patch(everything, handler);
    server.Delete(everything, handler);
    server.Options(everything, handler);
    server.serve(connection);
}

void Site::serve_garbage(Connection& connection) {
    // The client's hello is read first: closing with unread data would reset the connection.
    char hello[4096];
    if (connection.wait_for_request(Seconds{5})) {
        connection.read(hello, sizeof hello);
    }
    connection.send("\xfe\xed\xfa\xce this is no TLS, whatever was said before\r\n");
    connection.end();
    connection.pause(Seconds{0.2});
}

Call Site::call_of(const HttpRequest& request) const {
    Call call;
    call.method = request.method == "HEAD" ? "GET" : request.method;
    call.path = path_of(request.target);
    call.path.erase(0, std::min(call.path.size(), options_.prefix.size()));
    call.action = action_of(request.target);
    call.headers = request.headers;
    call.body = request.body;
    const auto host = header_value(request.headers, "Host");
    call.base_url = std::string{tls_ ? "https://" : "http://"} +
                    (host.empty() ? "localhost:" + std::to_string(listener_->port()) : host) +
                    options_.prefix;
    return call;
}

bool Site::below_prefix(const HttpRequest& request) const {
    const auto path = path_of(request.target);
    return path.starts_with(options_.prefix) &&
           (path.size() == options_.prefix.size() || path[options_.prefix.size()] == '/');
}

void Site::handle(Connection& connection, const HttpRequest& request) {
    connection.mute();
    const auto number = log_.add(request, connection.number());
    const auto call = call_of(request);
    if (is_collection_delete(call)) {
        log_.count_collection_delete();
    }
    if (const auto fault = faults_.at_request(number)) {
        show_fault(connection, *fault, call, number);
        return;
    }
    send(connection, request,
         below_prefix(request) ? answer(call)
                               : dialect_->error(call, 404, "The resource could not be found."),
         number);
}

void Site::show_fault(Connection& connection, const Fault& fault, const Call& call,
                      std::uint64_t number) {
    // Reading has no effect, so that the right answer can be spoilt; others get a stand-in.
    const bool right = fault.type->takes_effect || call.method == "GET";
    const auto given = right ? answer(call) : dialect_->with_body(200, "text/plain", "OK");
    log_.set_status(number, logged_status(fault, given));
    if (!connection.pause(settings().latency)) {
        connection.end();
        return;
    }
    fault.type->act({connection, fault, call, *dialect_, given, challenge()});
}

void Site::send(Connection& connection, const HttpRequest& request, const Answer& answer,
                std::uint64_t number) {
    log_.set_status(number, answer.status);
    const bool last = faults_.breaks_connections_before(number + 1);
    if (!connection.pause(settings().latency)) {
        connection.end();
        return;
    }
    if (last && faults_.refuses(number + 1)) {
        // Before the answer is sent: its reader may connect again at once.
        listener_->set_refusing(true);
        listener_->interrupt_connections(&connection);
    }
    const bool has_body = request.method != "HEAD" && answer.status != 204;
    connection.send(head_text(answer) + (has_body ? body_text(answer) : std::string{}));
    if (last) {
        connection.end();
    }
}

Answer Site::answer(const Call& call) {
    if (!authorized(call)) {
        return dialect_->unauthorized(call, challenge());
    }
    return dialect_->answer(call, {machines_, settings()});
}

bool Site::authorized(const Call& call) const {
    switch (options_.authentication) {
        case Authentication::basic:
            return header_value(call.headers, "Authorization") == basic_credentials;
        case Authentication::keystone_challenge:
            return false;
        case Authentication::none:
            break;
    }
    return true;
}

std::string Site::challenge() {
    return options_.authentication == Authentication::basic
               ? "Basic realm=\"OCCI\""
               : "Keystone uri='" + settings().keystone_uri + "'";
}

Settings Site::settings() {
    const std::lock_guard lock{settings_mutex_};
    return settings_;
}

void Site::refuse() {
    listener_->set_refusing(true);
    listener_->interrupt_connections();
}

}  // namespace fedcloud::testbed
