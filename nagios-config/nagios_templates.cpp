// The templates that generated objects of Nagios use: written once, then the administrator's own.
#include "nagios.hpp"

namespace fedcloud::config {

File NagiosTarget::templates() const {
    return {"templates.cfg", R"(# Templates of the objects that fedcloud-nagios-config generates.
#
# This file is yours: it was written because there was none, and will not be written again. Change
# what you like, but keep the five names that begin with "fedcloud-" and end in host, service,
# service-not-in-production, dependency and local-dependency. Check with nagios4 -v.

define timeperiod {
    timeperiod_name                 fedcloud-always
    alias                           Always
    sunday                          00:00-24:00
    monday                          00:00-24:00
    tuesday                         00:00-24:00
    wednesday                       00:00-24:00
    thursday                        00:00-24:00
    friday                          00:00-24:00
    saturday                        00:00-24:00
}

# Nobody is told anything until you put your own contacts or contact_groups in the place of this one.
define command {
    command_name                    fedcloud-tell-nobody
    command_line                    /bin/true
}

define contact {
    contact_name                    fedcloud-nobody
    alias                           Nobody
    host_notifications_enabled      0
    service_notifications_enabled   0
    host_notification_options       n
    service_notification_options    n
    host_notification_period        fedcloud-always
    service_notification_period     fedcloud-always
    host_notification_commands      fedcloud-tell-nobody
    service_notification_commands   fedcloud-tell-nobody
}

# A host is a name that its services stand below. It has no check of its own and is taken to be up:
# what counts is whether its services answer. A ping, which firewalls drop, says nothing of that,
# and one to every host of the federation whenever a service fails is a storm.
define host {
    name                            fedcloud-host
    register                        0
    active_checks_enabled           0
    passive_checks_enabled          0
    flap_detection_enabled          0
    max_check_attempts              1
    check_period                    fedcloud-always
    notification_period             fedcloud-always
    contacts                        fedcloud-nobody
}

# Intervals, attempts and what is run come with each service.
define service {
    name                            fedcloud-service
    register                        0
    check_period                    fedcloud-always
    notification_period             fedcloud-always
    notification_interval           1440
    flap_detection_enabled          0
    contacts                        fedcloud-nobody
}

# What GOCDB marks as not in production is checked, and wakes nobody.
define service {
    name                            fedcloud-service-not-in-production
    use                             fedcloud-service
    register                        0
    notifications_enabled           0
}

# A check that depends on another one is run all the same (n): the probes tell quickly, and better
# than a stale state does, whose fault it is, and availability is computed from results, which must
# not be missing. Nobody is told twice. With "u,c" it is not run while the other one is red.
define servicedependency {
    name                            fedcloud-dependency
    register                        0
    execution_failure_criteria      n
    notification_failure_criteria   w,u,c
}

# On a service of the monitoring host (--local-host), such as the life of its proxy.
define servicedependency {
    name                            fedcloud-local-dependency
    use                             fedcloud-dependency
    register                        0
}
)"};
}

}  // namespace fedcloud::config
