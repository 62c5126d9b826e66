// What is found and checked on this host before the first byte goes out.
#pragma once

#include <optional>
#include <string>

#include "auth/preparation.hpp"
#include "evaluation.hpp"
#include "http/types.hpp"
#include "net/url.hpp"
#include "options.hpp"
#include "plugin/run.hpp"

namespace fedcloud::appdb_update {

struct Preparation {
    http::Request list;           // with AppDB's token, if there is one
    bool token_withheld = false;  // there is one, and the list is GOCDB's word alone
    http::Trust trust;            // for the list's signer, and for servers
    Expectations expectations;
    plugin::Thresholds compare;
    std::optional<auth::Preparation> occi;  // of the site to compare with
    std::optional<net::Url> bdii;
};

// Whatever is wrong is our fault.
plugin::Checked<Preparation> prepare(const Options& options, plugin::Run& run);

}  // namespace fedcloud::appdb_update
