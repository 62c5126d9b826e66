// Object names that every scheduler and every file system takes as they are.
#pragma once

#include <string>
#include <string_view>

namespace fedcloud::config {

// Of any bytes, and different for different ones: letters, digits, '.', '-' and '_' stand for
// themselves, every other byte is _xXX ("Izola MRF": "Izola_x20MRF"), as are a '.' or '-' in front
// and a '_' that would read as the beginning of such an escape. A name of more than 120 bytes
// is cut, and ends with "_-" and a digest of 16 digits.
std::string object_name(std::string_view text);

// "occi.example.org_at_Izola_x20MRF"
std::string host_name(std::string_view host, std::string_view site);

// A host name or an address, of [A-Za-z0-9._:-], 1 to 253 bytes, not '-' or '.' in front.
bool is_host(std::string_view text);

}  // namespace fedcloud::config
