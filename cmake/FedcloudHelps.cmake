# What every program says to --help, as files of the build: definitions for schedulers, manual pages and completion are
# made from these.
set(FEDCLOUD_PROBES
  check_apel_pub
  check_appdb_update
  check_broker_tcp
  check_cdmi
  check_cdmi_tcp
  check_cloud_bdii
  check_occi_tcp
  check_occi_vm
  check_perun)
set(FEDCLOUD_TOOLS fedcloud-nagios-config fedcloud-profiles)
set(FEDCLOUD_SUBCOMMANDS pull diff list show lint metrics) # of fedcloud-profiles
set(FEDCLOUD_HELP_DIR ${PROJECT_BINARY_DIR}/help)

# fedcloud_help(HELP PROGRAM WORD...): the file HELP.help.
function(fedcloud_help help program)
  add_custom_command(OUTPUT ${FEDCLOUD_HELP_DIR}/${help}.help
    COMMAND ${program} ${ARGN} --help > ${FEDCLOUD_HELP_DIR}/${help}.help
    DEPENDS ${program} VERBATIM)
endfunction()
