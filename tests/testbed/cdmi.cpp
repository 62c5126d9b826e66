// One simulated CDMI server: whom it lets in, and how it answers its clients.
#include "cdmi.hpp"

#include "text.hpp"

namespace fedcloud::testbed {
namespace {

constexpr std::string_view capabilities_path = "/cdmi_capabilities";
// Of keystonemiddleware, as it was recorded.
constexpr auto middleware_refusal =
    R"({"error": {"code": 401, "title": "Unauthorized", )"
    R"("message": "The request you have made requires authentication."}})";

bool is_root(const std::string& path) {
    return path.empty() || path == "/";
}

ServerOptions with_prefix(ServerOptions options, const cdmi::Traits& traits) {
    if (options.prefix.empty()) {
        options.prefix = traits.prefix;
    }
    return options;
}

}  // namespace

Answer Cdmi::Form::error(const Call&, int status, const std::string& message) const {
    return traits_.error(status, message);
}

Answer Cdmi::Form::with_body(int status, const std::string& type, const std::string& body) const {
    return {
        status, {{"Content-Type", type}, {"Content-Length", std::to_string(body.size())}}, body};
}

Cdmi::Cdmi(const CdmiOptions& options, const Pki& pki, std::unique_ptr<Gatekeeper> gatekeeper,
           std::string keystone)
    : traits_{cdmi::find_traits(options.dialect)},
      form_{traits_},
      gatekeeper_{std::move(gatekeeper)},
      keystone_{std::move(keystone)},
      settings_{options.settings},
      server_{with_prefix(options.server, traits_), pki, *this} {
    forget_objects();
}

void Cdmi::received(const Call& call) {
    if (call.method == "DELETE" && (is_root(call.path) || call.path == traits_.space + "/")) {
        server_.log().count_collection_delete();
    }
}

std::string Cdmi::challenge(const CdmiSettings& settings) const {
    Settings asked;
    asked.keystone_uri = settings.keystone_uri.empty() ? keystone_ : settings.keystone_uri;
    asked.challenge = settings.challenge;
    return gatekeeper_->challenge(asked);
}

bool Cdmi::admits(const Call& call, const CdmiSettings& settings) const {
    const bool open = traits_.open_capabilities && !settings.challenge_early &&
                      call.path.starts_with(capabilities_path);
    return open || gatekeeper_->admits(call);
}

Answer Cdmi::unauthorized(const Call& call) {
    const auto settings = settings_.get();
    Answer answer;
    const auto request = cdmi::read_request(call);
    if (settings.challenge_early) {
        answer = form_.with_body(401, "application/json", middleware_refusal);
    } else if (traits_.answers_unauthorized != nullptr && request) {
        const std::lock_guard lock{tree_mutex_};
        const cdmi::Exchange it{*request, traits_, settings, tree_, server_.prefix()};
        answer = traits_.answers_unauthorized(it);
    } else {
        answer = traits_.error(401, "Credentials are needed.");
    }
    answer.headers.emplace_back(settings.challenge_header, challenge(settings));
    return answer;
}

Answer Cdmi::answer(const Call& call) {
    const auto settings = settings_.get();
    if (!admits(call, settings)) {
        return unauthorized(call);
    }
    const auto request = cdmi::read_request(call);
    if (!request) {
        return traits_.error(400, cdmi::standard_complaint(cdmi::Problem::bad_path).text);
    }
    const std::lock_guard lock{tree_mutex_};
    return cdmi::answer({*request, traits_, settings, tree_, server_.prefix()});
}

}  // namespace fedcloud::testbed
