// The service that is checked, from the options that name it, and a client's settings for the run.
#pragma once

#include <string>
#include <string_view>

#include "http/client.hpp"
#include "net/url.hpp"
#include "plugin/fault.hpp"
#include "plugin/run.hpp"

namespace fedcloud::http {

// `text` (--endpoint, or a URL from a profile) as an http or https URL, with the host of -H and the
// port of -p in the place of its own. What is wrong with it is ours to mend.
plugin::Checked<net::Url> find_endpoint(std::string_view text, const plugin::CommonOptions& common);

// A URL for a message: "…" stands for its query, where people put tokens.
std::string without_query(net::Url url);

// Address family and trace (-vv, -vvv) as `run` has them; it must outlive the client.
ClientOptions client_options(const Trust& trust, plugin::Run& run,
                             std::string user_agent = "fedcloud-probes");

// What one request may take, so that one that hangs leaves time for the others: a third of the
// run's, and at least two seconds.
plugin::Clock::duration time_per_request(const plugin::Run& run);

}  // namespace fedcloud::http
