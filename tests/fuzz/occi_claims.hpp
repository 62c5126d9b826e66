// What is claimed of whatever an OCCI rendering was read as.
#pragma once

#include "fuzz.hpp"
#include "occi/rendering.hpp"

namespace fedcloud::fuzz {

void examine_model(const Expected<occi::Model, occi::ParseError>& read);
void examine_locations(const Expected<std::vector<std::string>, occi::ParseError>& read);
// `again` is `entity`, rendered and read.
void require_same(const occi::Entity& entity,
                  const Expected<occi::Entity, occi::ParseError>& again);

}  // namespace fedcloud::fuzz
