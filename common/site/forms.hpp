// What names and keys of GOCDB look like.
#pragma once

#include "json/fields.hpp"

namespace fedcloud::site {

extern const json::Form gocdb_key;  // PRIMARY_KEY: "[0-9]+G0"
extern const json::Form site_name;
extern const json::Form host_name;
// Of a virtual organisation: fit for command lines and object names.
extern const json::Form vo_name;

}  // namespace fedcloud::site
