#include "list_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <iterator>
#include <utility>

#include "http/endpoint.hpp"
#include "image_check.hpp"
#include "plugin/text.hpp"
#include "plugin/timestamp.hpp"

namespace fedcloud::appdb_update {
namespace {

using plugin::Checked;
using plugin::Fault;
using plugin::State;

const char* explain_refusal(const Options& options, bool withheld) {
    return options.token_file.empty()
               ? "the list is private: give a token of AppDB by --appdb-token FILE"
           : withheld ? "the list is private, and --appdb-token was not sent to a host that only "
                        "GOCDB names: give the list by --url"
                      : "AppDB does not take the token of --appdb-token";
}

// What an HTTP status other than success says of a list.
Fault explain_status(const http::Response& response, const std::string& url, const char* refusal) {
    const auto answer = fmt::format("HTTP {} from GET {}", response.status, url);
    switch (response.status) {
        case 401:
        case 403:
            return Fault::ours(fmt::format("{}: {}", answer, refusal));
        case 404:
        case 410:
            return Fault::service(answer + ": AppDB has no such list");
        default:
            break;
    }
    if (response.status >= 300 && response.status < 400) {
        const auto* location = response.header("Location");
        return Fault::service(
            fmt::format("{}: a redirect{}, which is not followed: give the list's own URL by -u",
                        answer, location == nullptr ? "" : " to " + plugin::clean(*location, 120)));
    }
    return Fault::service(answer);
}

Fault explain(const ListError& error, const std::string& url) {
    return Fault::service(
        error.is_answer
            ? fmt::format("AppDB says that there is no list at {}: {}", url, error.text)
            : fmt::format("{} is no image list: {}", url, plugin::clean(error.text, 200)));
}

}  // namespace

Time current_time() {
    return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

ListCheck::ListCheck(const Options& options, const Preparation& preparation, plugin::Run& run)
    : options_(options),
      preparation_(preparation),
      run_(run),
      http_(http::client_options(preparation.trust, run)),
      url_(http::without_query(preparation.list.url)) {}

Fault ListCheck::blame(Fault fault) const {
    if (!compares() || fault.interrupted || fault.blame == plugin::Blame::ours) {
        return fault;
    }
    return Fault::ours("the site cannot be judged without AppDB's list: " + fault.text);
}

// An error only where the list cannot be relied on and a site was to be judged by it.
Checked<void> ListCheck::tell(const std::vector<Finding>& findings) {
    for (const auto& finding : findings) {
        if (!compares() || finding.state == State::ok) {
            run_.find(finding.state, finding.name, finding.text);
        } else if (finding.spoils_list) {
            return Unexpected{blame(Fault::service(finding.text))};
        } else {
            run_.note("AppDB: " + finding.text);
        }
    }
    return {};
}

Checked<void> ListCheck::fetch() {
    auto response =
        http_.send(preparation_.list,
                   compares() ? run_.work().at_most(http::time_per_request(run_)) : run_.work());
    if (!response) {
        return Unexpected{blame(http::to_fault(response.error()))};
    }
    auto taken = take(std::move(*response));
    return taken ? taken : Unexpected{blame(taken.error())};
}

Checked<void> ListCheck::take(http::Response response) {
    if (!response.is_success()) {
        return Unexpected{
            explain_status(response, url_, explain_refusal(options_, preparation_.token_withheld))};
    }
    run_.describe(fmt::format("{} bytes from {}", response.body.size(), url_));
    auto envelope = open_envelope(std::move(response.body));
    if (!envelope) {
        return Unexpected{Fault::service(fmt::format("GET {}: {}", url_, envelope.error()))};
    }
    envelope_ = std::move(*envelope);
    if (envelope_.kind == EnvelopeKind::bare &&
        envelope_.bytes.find("\"egiappdb\"") != std::string::npos) {
        if (const auto list = parse_image_list(envelope_.bytes); !list && list.error().is_answer) {
            return Unexpected{explain(list.error(), url_)};
        }
    }
    return {};
}

Checked<void> ListCheck::verify_signature() {
    if (envelope_.kind == EnvelopeKind::bare) {
        content_ = envelope_.content();
        if (!options_.allow_unsigned) {
            return Unexpected{blame(Fault::service(fmt::format(
                "the list at {} is not signed: anybody could have made it (--allow-unsigned "
                "accepts it)",
                url_)))};
        }
        run_.describe("none, which --allow-unsigned accepts");
        return {};
    }
    auto verified = verify(envelope_, preparation_.trust);
    if (!verified) {
        return Unexpected{blame(verified.error())};
    }
    signer_ = std::move(verified->signer);
    content_ = without_part_headers(verified->content);
    envelope_.drop_all_but(verified->content);
    run_.describe("good, of " + signer_->subject_text);
    std::vector<Finding> findings;
    for (auto& weakness : verified->weaknesses) {
        findings.push_back({State::warning, "form", std::move(weakness)});
    }
    return tell(findings);
}

Checked<void> ListCheck::read_list() {
    auto list = parse_image_list(content_);
    content_ = {};
    envelope_ = {};
    if (!list) {
        return Unexpected{blame(explain(list.error(), url_))};
    }
    list_ = std::move(*list);
    run_.describe(fmt::format("{}, version {}", plugin::clean(list_->identifier, 40),
                              plugin::clean(list_->version, 40)));
    auto findings = evaluate_list(*list_, signer_ ? &*signer_ : nullptr, preparation_.expectations,
                                  current_time());
    if (auto doubt = judge_source(preparation_.list.url, preparation_.expectations)) {
        findings.push_back(std::move(*doubt));
    }
    return tell(findings);
}

Checked<void> ListCheck::ask_for_images() {
    auto images = choose_images(*list_, options_.check_images, current_time());
    const auto refused = std::stable_partition(
        images.begin(), images.end(),
        [&](const Image* image) { return may_be_asked(*image, preparation_.list.url); });
    std::vector<Finding> skipped;
    std::transform(refused, images.end(), std::back_inserter(skipped), [](const Image* image) {
        return Finding{State::warning, "image",
                       describe(*image) + " is not asked for: " + plugin::clean(image->uri, 120) +
                           " is this host's own or a link-local address"};
    });
    images.erase(refused, images.end());
    if (images.empty()) {
        skipped.push_back(
            {State::warning, "check-images",
             fmt::format("none of {} images could be asked for", list_->images.size())});
    }
    auto findings = check_images(images, http_, http::time_per_request(run_), run_.work());
    if (!findings) {
        return Unexpected{findings.error()};
    }
    checked_images_ = images.size();
    run_.describe(fmt::format("{} of {} images asked for", images.size(), list_->images.size()));
    findings->insert(findings->end(), skipped.begin(), skipped.end());
    return tell(*findings);
}

std::string ListCheck::summary() const {
    const auto& list = *list_;
    const auto now = current_time();
    return fmt::format("the list {} was created {} ago and expires in {}, with {} image{}, {}",
                       plugin::clean(list.title.empty() ? list.identifier : list.title, 60),
                       plugin::distance(*list.created.time - now),
                       plugin::distance(*list.expires.time - now), list.images.size(),
                       list.images.size() == 1 ? "" : "s",
                       signer_ ? "signed by " + signer_->subject_text : "not signed");
}

const ImageList* ListCheck::run() {
    const bool read = run_.step("fetch", [&] { return fetch(); }) &&
                      run_.step("signature", [&] { return verify_signature(); }) &&
                      run_.step("list", [&] { return read_list(); });
    if (!read ||
        !run_.step("images", [&] { return tell(evaluate_images(*list_, current_time())); })) {
        return nullptr;
    }
    if (options_.check_images > 0) {
        (void)run_.step("check-images", [&] { return ask_for_images(); });  // told by the step
    }
    if (!compares() && run_.state() == State::ok) {
        run_.succeed(summary());
    }
    return &*list_;
}

void ListCheck::add_perfdata() const {
    const auto first = http_.first_connection(preparation_.list.url);
    run_.add(plugin::Perfdata::seconds("connect", first.connect));
    run_.add(plugin::Perfdata::seconds("tls", first.tls));
    run_.add(plugin::Perfdata::seconds("fetch", run_.duration_of("fetch")));
    if (list_) {
        for (auto& figure : figures_of(*list_, preparation_.expectations, current_time())) {
            run_.add(std::move(figure));
        }
    }
    if (checked_images_) {
        run_.add(plugin::Perfdata::count("checked_images", static_cast<double>(*checked_images_)));
    }
}

}  // namespace fedcloud::appdb_update
