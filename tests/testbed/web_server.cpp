// One web server of the federation: a website, and the pages that a test puts before it.
#include "web_server.hpp"

#include <utility>

namespace fedcloud::testbed {

WebServer::WebServer(const ServerOptions& options, const Pki& pki, std::unique_ptr<Website> website)
    : website_{std::move(website)}, server_{options, pki, *this} {}

Answer WebServer::answer(const Call& call) {
    if (const auto page = pages_.find(call)) {
        return *page;
    }
    return website_->answer(call);
}

Answer WebServer::unauthorized(const Call&) {
    return ask_for_password("testbed");
}

Json WebServer::summary() const {
    return {{"name", server_.name()}, {"url", server_.url()}, {"port", server_.port()}};
}

Json WebServer::description() {
    return server_.describe(summary(), website_->settings());
}

}  // namespace fedcloud::testbed
