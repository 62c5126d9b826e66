// The templates that the generated objects import, and the administrator's own that these import.
#include "icinga2_objects.hpp"

namespace fedcloud::config::icinga2 {

// get_template() is evaluated when the objects are made, after all files have been read: it does
// not matter in which order, and on a satellite the administrator's may be missing.
std::string render_templates() {
    return R"(// What all generated objects have in common. To change it, change the administrator's templates
// "fedcloud-host-local", "fedcloud-service-local" and "fedcloud-dependency-local", which are imported
// last wherever they are defined.

template Host "fedcloud-host" {
  // The services of a host are checked, not the host.
  check_command = "dummy"
  vars.dummy_text = "The services of this host are checked, not the host itself"
  check_interval = 60m
  retry_interval = 60m
  if (get_template(Host, "fedcloud-host-local")) {
    import "fedcloud-host-local"
  }
}

template Service "fedcloud-service" {
  enable_flapping = false
  if (get_template(Service, "fedcloud-service-local")) {
    import "fedcloud-service-local"
  }
}

// What GOCDB marks as not in production is checked, and wakes nobody.
template Service "fedcloud-service-not-in-production" {
  import "fedcloud-service"
  enable_notifications = false
}

// The check runs all the same, since its result tells more than a stale one, and availability is
// computed from results; nobody is told twice.
template Dependency "fedcloud-dependency" {
  states = [ OK, Warning ]
  disable_checks = false
  disable_notifications = true
  if (get_template(Dependency, "fedcloud-dependency-local")) {
    import "fedcloud-dependency-local"
  }
}
)";
}

std::string render_local_templates() {
    return R"(// Templates of the hosts, services and dependencies that fedcloud-nagios-config generates. This file is yours: it was
// written once, and is left alone from then on. Attributes that the objects set themselves (intervals, attempts,
// names) come from the metric profile and from sites.d, and are not to be changed here.

template Host "fedcloud-host-local" {
  // check_command = "hostalive"
}

template Service "fedcloud-service-local" {
  // vars.notification["mail"] = { groups = [ "icingaadmins" ] }
}

template Dependency "fedcloud-dependency-local" {
  // No check while what it needs is red:
  // disable_checks = true
}
)";
}

}  // namespace fedcloud::config::icinga2
