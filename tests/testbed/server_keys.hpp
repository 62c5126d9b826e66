// The keys of servers on the command line.
#pragma once

#include <string>

#include "options.hpp"

namespace fedcloud::testbed {

inline constexpr double longest = 1e6;  // seconds, and whatever else is counted

// A number from 0 to `most`. These all throw std::invalid_argument with a message for the user.
double read_number(const std::string& key, const std::string& text, double most);

void set(SiteOptions& site, const std::string& key, const std::string& value);
void set(KeystoneOptions& keystone, const std::string& key, const std::string& value);
void set(IssuerOptions& issuer, const std::string& key, const std::string& value);
void set(WebOptions& web, const std::string& key, const std::string& value);
void set(AppdbOptions& appdb, const std::string& key, const std::string& value);
void set(GocdbOptions& gocdb, const std::string& key, const std::string& value);
void set(BdiiOptions& bdii, const std::string& key, const std::string& value);
void set(CdmiOptions& cdmi, const std::string& key, const std::string& value);

}  // namespace fedcloud::testbed
