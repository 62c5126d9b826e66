// URLs as sites register them in GOCDB, and what they tell the probes. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "net/url.hpp"
#include "site/profile.hpp"

namespace fedcloud::profiles {

// `registered` put right: "&amp;" left over by double escaping is '&', a query key "amp;image" is
// "image" (both are in GOCDB; argo-ncg's Active.pm strips them too). A blank behind the host, as in
// the DN of a site's BDII, is "%20". Where a scheme is missing, https is taken for the types that
// are web services at their URL (service_types.hpp), if a full host name follows. Nothing: no URL
// can be made of it.
std::optional<net::Url> read_service_url(std::string_view registered, std::string_view type);

// The same as text, in its normal form; empty: none.
std::string normal_url(std::string_view registered, std::string_view type);

// Of `service`, whose other members are complete. The URL is the service's own, else that of the
// first monitored endpoint whose interface is the service type, else of the first monitored one.
site::Parameters find_parameters(const site::Service& service);

}  // namespace fedcloud::profiles
