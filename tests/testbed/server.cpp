// The HTTP server of one participant: its listener, its TLS, its faults and its log.
#include "server.hpp"

#include <algorithm>

#include "http_server.hpp"
#include "text.hpp"

namespace fedcloud::testbed {
namespace {

std::string path_of(const std::string& target) {
    return target.substr(0, target.find('?'));
}

std::string query_of(const std::string& target) {
    const auto mark = target.find('?');
    return mark == std::string::npos ? std::string{} : target.substr(mark + 1);
}

std::string action_of(const std::string& query) {
    for (const auto& field : split_outside_quotes(query, '&')) {
        if (field.starts_with("action=")) {
            return field.substr(7);
        }
    }
    return {};
}

std::uint64_t occurrences(const std::string& text, const std::string& part) {
    std::uint64_t count = 0;
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) {
        ++count;
    }
    return count;
}

// The padding is made while it is sent, so that it takes no memory.
bool send_padding(Connection& connection, std::uint64_t size) {
    const std::string block(65536, 'A');
    bool open = true;
    while (open && size > 0) {
        const auto part = std::min<std::uint64_t>(size, block.size());
        open = connection.send(std::string_view{block}.substr(0, part));
        size -= part;
    }
    return open;
}

void transmit_padded(Connection& connection, Answer answer, bool has_body) {
    const auto length =
        answer.body.size() + occurrences(answer.body, answer.padded) * answer.padding;
    drop_framing(answer);
    answer.headers.emplace_back("Content-Length", std::to_string(length));
    const auto text = head_text(answer) + (has_body ? answer.body : std::string{});
    std::size_t sent = 0;
    for (auto at = text.find(answer.padded); at != std::string::npos;
         at = text.find(answer.padded, sent)) {
        const auto end = at + answer.padded.size();
        if (!connection.send(std::string_view{text}.substr(sent, end - sent)) ||
            !send_padding(connection, answer.padding)) {
            return;
        }
        sent = end;
    }
    connection.send(std::string_view{text}.substr(sent));
}

void transmit(Connection& connection, const Answer& answer, bool has_body) {
    if (answer.padding > 0) {
        transmit_padded(connection, answer, has_body);
        return;
    }
    connection.send(head_text(answer) + (has_body ? body_text(answer) : std::string{}));
}

}  // namespace

Server::Server(const ServerOptions& options, const Pki& pki, Participant& participant)
    : options_{options}, participant_{participant} {
    if (options_.tls) {
        tls_ = make_tls_context(pki, *options_.tls, options_.client_certificate);
    }
    listener_ = std::make_unique<Listener>(options_.port, Addresses::ipv4_and_ipv6,
                                           [this](Connection& client) { serve(client); });
}

std::string Server::url() const {
    return (tls_ ? "https://localhost:" : "http://127.0.0.1:") + std::to_string(port()) +
           options_.prefix;
}

Json Server::describe(Json summary, Json settings) {
    summary["settings"] = std::move(settings);
    summary["counters"] = log_.counters();
    summary["next_request"] = log_.next_number();
    return summary;
}

void Server::serve(Connection& connection) {
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

void Server::serve_garbage(Connection& connection) {
    // The client's hello is read first: closing with unread data would reset the connection.
    char hello[4096];
    if (connection.wait_for_request(Seconds{5})) {
        connection.read(hello, sizeof hello);
    }
    connection.send("\xfe\xed\xfa\xce this is no TLS, whatever was said before\r\n");
    connection.end();
    connection.pause(Seconds{0.2});
}

Call Server::call_of(const Connection& connection, const HttpRequest& request) const {
    Call call;
    call.method = request.method == "HEAD" ? "GET" : request.method;
    call.head = request.method == "HEAD";
    call.path = path_of(request.target);
    call.path.erase(0, std::min(call.path.size(), options_.prefix.size()));
    call.query = query_of(request.target);
    call.action = action_of(call.query);
    call.headers = request.headers;
    call.body = request.body;
    call.client = connection.client();
    const auto host = header_value(request.headers, "Host");
    call.base_url = std::string{tls_ ? "https://" : "http://"} +
                    (host.empty() ? "localhost:" + std::to_string(listener_->port()) : host) +
                    options_.prefix;
    return call;
}

bool Server::below_prefix(const HttpRequest& request) const {
    const auto path = path_of(request.target);
    return path.starts_with(options_.prefix) &&
           (path.size() == options_.prefix.size() || path[options_.prefix.size()] == '/');
}

void Server::handle(Connection& connection, const HttpRequest& request) {
    connection.mute();
    const auto call = call_of(connection, request);
    const auto number = log_.add(request, connection.number(), call.client);
    participant_.received(call);
    if (const auto fault = faults_.at_request(number)) {
        show_fault(connection, *fault, call, number);
        return;
    }
    send(connection, request,
         below_prefix(request)
             ? participant_.answer(call)
             : participant_.form().error(call, 404, "The resource could not be found."),
         number);
}

void Server::show_fault(Connection& connection, const Fault& fault, const Call& call,
                        std::uint64_t number) {
    // Reading has no effect, so that the right answer can be spoilt; others get a stand-in.
    const bool right = fault.type->takes_effect || call.method == "GET";
    const auto given =
        right ? participant_.answer(call) : participant_.form().with_body(200, "text/plain", "OK");
    log_.set_status(number, logged_status(fault, given));
    if (!connection.pause(participant_.latency())) {
        connection.end();
        return;
    }
    fault.type->act(
        {connection, fault, call, participant_.form(), given, participant_.unauthorized(call)});
}

void Server::send(Connection& connection, const HttpRequest& request, const Answer& answer,
                  std::uint64_t number) {
    log_.set_status(number, answer.status);
    const bool last = faults_.breaks_connections_before(number + 1) ||
                      equal_ignoring_case(header_value(answer.headers, "Connection"), "close");
    if (!connection.pause(participant_.latency())) {
        connection.end();
        return;
    }
    if (last && faults_.refuses(number + 1)) {
        // Before the answer is sent: its reader may connect again at once.
        listener_->set_refusing(true);
        listener_->interrupt_connections(&connection);
    }
    const bool has_body = request.method != "HEAD" && answer.status != 204;
    transmit(connection, answer, has_body);
    if (last) {
        connection.end();
    }
}

void Server::refuse() {
    listener_->set_refusing(true);
    listener_->interrupt_connections();
}

Json Server::add_fault(const Json& description) {
    const auto fault = read_fault(description, log_.next_number());
    if (fault.type->place == FaultPlace::handshake && !tls_) {
        throw std::invalid_argument{"tls-garbage needs a site with tls"};
    }
    faults_.add(fault);
    const auto next = log_.next_number();
    if (faults_.refuses(next)) {
        refuse();
    } else if (faults_.breaks_connections_before(next)) {
        listener_->interrupt_connections();
    }
    return {{"kind", fault.type->name}, {"at", fault.at}, {"times", fault.times}};
}

void Server::clear_faults() {
    faults_.clear();
    listener_->set_refusing(false);
}

}  // namespace fedcloud::testbed
