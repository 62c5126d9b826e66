// One request as the imitated servers see it.
#include "call.hpp"

#include "text.hpp"

namespace fedcloud::testbed {

std::string Call::content_type() const {
    return to_lower(trim(split_outside_quotes(header_value(headers, "Content-Type"), ';').front()));
}

}  // namespace fedcloud::testbed
