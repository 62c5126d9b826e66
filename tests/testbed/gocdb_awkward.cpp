// Everything that is hard to deal with in real registries.
#include "gocdb_collections.hpp"

namespace fedcloud::testbed::gocdb {

Registry make_awkward_registry() {
    Registry registry;
    complete(registry);
    return registry;
}

}  // namespace fedcloud::testbed::gocdb
