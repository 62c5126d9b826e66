// One simulated cloud site: how it answers its clients.
#include "site.hpp"

#include "text.hpp"

namespace fedcloud::testbed {
namespace {

bool is_collection_delete(const Call& call) {
    return call.method == "DELETE" && (call.path == "/compute/" || call.path == "/compute");
}

}  // namespace

Site::Site(const SiteOptions& options, const Pki& pki, std::unique_ptr<Gatekeeper> gatekeeper)
    : options_{options},
      dialect_{options.dialect == DialectKind::rocci ? make_rocci() : make_ooi()},
      gatekeeper_{std::move(gatekeeper)},
      settings_{options.settings},
      server_{options.server, pki, *this} {}

void Site::received(const Call& call) {
    if (is_collection_delete(call)) {
        server_.log().count_collection_delete();
    }
}

Answer Site::answer(const Call& call) {
    if (!gatekeeper_->admits(call)) {
        return unauthorized(call);
    }
    return dialect_->answer(call, {machines_, settings_.get()});
}

Answer Site::unauthorized(const Call& call) {
    const auto settings = settings_.get();
    auto answer = dialect_->unauthorized(call, gatekeeper_->challenge(settings));
    for (auto& [name, value] : answer.headers) {
        if (equal_ignoring_case(name, "WWW-Authenticate")) {
            name = settings.challenge_header;
        }
    }
    return answer;
}

}  // namespace fedcloud::testbed
