#include "ask.hpp"

#include <fmt/format.h>

#include <utility>

#include "answer.hpp"
#include "auth/access.hpp"
#include "auth/preparation.hpp"
#include "auth/proxy_kind.hpp"
#include "http/endpoint.hpp"
#include "verdict.hpp"

namespace fedcloud::perun {
namespace {

using plugin::Checked;
using plugin::Fault;

std::string header(const http::Response& response, std::string_view name) {
    const auto* value = response.header(name);
    return value == nullptr ? "" : *value;
}

bool is_default(const net::Url& asked) {
    const auto preset = Options{}.endpoint;
    return asked.to_string().compare(0, preset.size(), preset) == 0;
}

Fault explain(const net::Url& asked, const http::Response& response,
              const http::Exchange& session) {
    const auto answer = read_answer(response.body);
    const auto* html = std::get_if<Html>(&answer);
    const auto title = html == nullptr ? std::string() : html->title;
    if (response.status == 401 || response.status == 403) {
        return session.refused(
            response,
            fmt::format("HTTP {} from {}: the front end does not let us through{}", response.status,
                        response.url.to_string(), title.empty() ? "" : " ('" + title + "')"));
    }
    return explain_status(response.status, response.url.to_string(), title,
                          header(response, "Location"), is_default(asked));
}

page::Outcome send(auth::Session& session, const net::Url& url, const plugin::Until& until) {
    http::Request request;
    request.url = url;
    request.headers = {{"Accept", "application/json"}};
    request.max_body = largest_answer;
    request.redirects = http::Redirects::same_origin;
    auto response = session.send(request, until);
    if (!response) {
        return response.error().fault;
    }
    // Whatever its status, what Perun itself says is worth more than that.
    const bool in_its_words = std::holds_alternative<Error>(read_answer(response->body));
    if (!response->is_success() && !in_its_words) {
        return explain(url, *response, session);
    }
    return page::Page{response->status, std::move(response->body)};
}

// Perun looks at the subject of the certificate that ends the TLS connection (Api.java:
// SSL_CLIENT_S_DN).
void note_proxy(const auth::Credential& credential, plugin::Run& run) {
    if (credential.x509 && auth::is_proxy(credential.x509->kind)) {
        run.note(
            fmt::format("{} is a proxy: Perun knows people and robots by their own "
                        "certificate's DN, not by a proxy's; give it -C and -K",
                        credential.x509->name));
    }
}

}  // namespace

Checked<page::Entry> ask(const Options& options, const net::Url& url, page::Cache& cache,
                         plugin::Run& run) {
    auto prepared = run.step("credential", [&]() -> Checked<auth::Preparation> {
        auto access = auth::prepare(url.to_string(), options.login, run);
        if (access) {
            note_proxy(access->credential, run);
        }
        return access;
    });
    if (!prepared) {
        return Unexpected{prepared.error()};
    }
    auth::Access access(prepared->credential, options.login, prepared->endpoint,
                        http::client_options(prepared->trust, run), run);
    const auto endpoint = access.open("perun");
    if (!endpoint) {
        return Unexpected{endpoint.error()};
    }
    const auto entry = run.step("ask", [&]() -> Checked<page::Entry> {
        auto renewed = page::renew(
            cache, run,
            [&](const plugin::Until& until) {
                auto outcome = send(access.session(), *endpoint, until);
                if (auto* page = std::get_if<page::Page>(&outcome)) {
                    page->ends = prepared->credential.not_after();
                }
                return outcome;
            },
            [](const page::Page& page) {
                return std::holds_alternative<Status>(read_answer(page.body));
            });
        if (const auto* fault = renewed ? std::get_if<Fault>(&renewed->outcome) : nullptr) {
            return Unexpected{*fault};
        }
        return renewed;
    });
    if (access.http().requests() > 0) {
        const auto first = access.http().first_connection(*endpoint);
        run.add(plugin::Perfdata::seconds("connect", first.connect));
        run.add(plugin::Perfdata::seconds("tls", first.tls));
    }
    access.add_perfdata();
    if (!entry) {
        run.add_total();
    }
    return entry;
}

}  // namespace fedcloud::perun
