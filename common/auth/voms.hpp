// VOMS attributes of a proxy: who vouches that we belong to which virtual organisation.
#pragma once

#include <string>
#include <vector>

#include "auth/x509_credential.hpp"
#include "http/trust.hpp"
#include "plugin/fault.hpp"

namespace fedcloud::auth {

// One attribute certificate (VOMS Attribute Certificate Profile, OGF GFD.182).
struct VomsAttributes {
    std::string vo;
    std::vector<std::string> fqans;  // "/ops/Role=NULL/Capability=NULL", the first is the primary
    std::string issuer;              // subject of the VOMS server's certificate
    std::string host;                // of the VOMS server, without its port
    WallClock::time_point not_before;
    WallClock::time_point not_after;
};

// "VO ops (/ops, /ops/Role=lcgadmin)": the groups and roles, in their order.
std::string in_words(const VomsAttributes& attributes);

struct VomsCheck {
    VomsAttributes attributes;
    std::string remark;  // why they were not verified; empty if they were
};

// Where the LSC files are: `option` (--vomsdir), else $X509_VOMS_DIR, else
// /etc/grid-security/vomsdir.
std::string find_vomsdir(const std::string& option);

// The attributes of `vo` (empty: the first ones), read by libvomsapi and valid at `now`. With an
// LSC file for their issuer they must verify against it and against the trust anchors; without one
// they are taken as they stand, and the remark says so. Everything that is wrong with them is our
// fault.
plugin::Checked<VomsCheck> check_voms(const X509Credential& credential, const std::string& vo,
                                      const std::string& vomsdir, const http::Trust& trust,
                                      WallClock::time_point now);

}  // namespace fedcloud::auth
