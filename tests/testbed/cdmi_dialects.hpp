// The CDMI servers that are simulated, each as its differences from the standard.
#pragma once

#include "cdmi_traits.hpp"

namespace fedcloud::testbed::cdmi {

Traits spec();  // as the standard says
Traits osaddon();
Traits snia();
Traits stoxy();
Traits indigo();
Traits onedata();
Traits cdmi_serve();

// Which never has these fields in its JSON.
Traits without_fields(Traits traits, const Shape& names);

}  // namespace fedcloud::testbed::cdmi
