// What a 401 asks for (RFC 7235 section 4.1, and what OpenStack and Synnefo make of it). Pure.
#pragma once

#include <string>

#include "http/types.hpp"

namespace fedcloud::auth {

struct Challenge {
    enum class Kind { none, keystone, bearer, basic, other };
    Kind kind = Kind::none;
    std::string keystone_uri;  // as the server wrote it
    std::string text;          // the header's value, uncleaned
};

// Of several challenges the one that can be met best: Keystone ("Keystone uri='…'" or "snf-auth
// uri='…'", with either quotes or none), then bearer, then basic.
Challenge read_challenge(const http::Headers& headers);

}  // namespace fedcloud::auth
