# Debian packages: cpack in the build folder of the preset release makes one of each install component.
#   cpack --config build/release/CPackConfig.cmake -B FOLDER
# Names, summaries, descriptions and the license are those of the RPM packages; the spec is the one place for them.

file(READ ${PROJECT_SOURCE_DIR}/rpm/fedcloud-probes.spec.in spec)
string(REPLACE ";" "\\;" spec "${spec}")
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/rpm/fedcloud-probes.spec.in)

# spec_texts(PACKAGE SUMMARY DESCRIPTION): what the spec says of a package ("" is the main one); two variables.
function(spec_texts package summary description)
  set(header "(^|\n)Name:")
  set(text "\n%description\n")
  if(package)
    set(header "\n%package ${package}\n")
    set(text "\n%description ${package}\n")
  endif()
  if(NOT spec MATCHES "${header}(.*)")
    message(FATAL_ERROR "rpm/fedcloud-probes.spec.in: no package '${package}'")
  endif()
  string(REGEX MATCH "\nSummary: +([^\n]+)" found "\n${CMAKE_MATCH_0}")
  set(${summary} "${CMAKE_MATCH_1}" PARENT_SCOPE)
  string(FIND "${spec}" "${text}" begin)
  if(begin EQUAL -1)
    message(FATAL_ERROR "rpm/fedcloud-probes.spec.in: no description of '${package}'")
  endif()
  string(LENGTH "${text}" length)
  math(EXPR begin "${begin} + ${length}")
  string(SUBSTRING "${spec}" ${begin} -1 rest)
  string(FIND "${rest}" "\n\n%" length)
  string(SUBSTRING "${rest}" 0 ${length} rest)
  set(${description} "${rest}" PARENT_SCOPE)
endfunction()

# Whoever gives packages to others puts himself here.
set(FEDCLOUD_MAINTAINER "Maintainers of fedcloud-probes <fedcloud-probes@localhost>" CACHE STRING
  "Who answers for the Debian packages: NAME <ADDRESS>")

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME fedcloud-probes)
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_PACKAGE_CONTACT "${FEDCLOUD_MAINTAINER}")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "") # which would stand above that of each package
set(CPACK_VERBATIM_VARIABLES ON)
set(CPACK_STRIP_FILES ON)
set(CPACK_SET_DESTDIR ON) # for what is installed to /etc
set(CPACK_INSTALL_PREFIX /usr)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
  OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_PRE_BUILD_SCRIPTS ${PROJECT_SOURCE_DIR}/packaging/debian/stage.cmake)
set(CPACK_FEDCLOUD_SOURCE ${PROJECT_SOURCE_DIR})

set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_COMPONENTS_GROUPING IGNORE)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_PACKAGE_SECTION net)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)

# fedcloud_deb(COMPONENT [ALL] [DEPENDS text] [RECOMMENDS text]): ALL is for packages without executables.
macro(fedcloud_deb component)
  cmake_parse_arguments(ARG "ALL" "DEPENDS;RECOMMENDS" "" ${ARGN})
  string(TOUPPER ${component} key)
  set(package ${component})
  set(suffix -${component})
  if(package STREQUAL "probes")
    set(package "")
    set(suffix "")
  endif()
  spec_texts("${package}" summary description)
  list(APPEND CPACK_COMPONENTS_ALL ${component})
  set(CPACK_DEBIAN_${key}_PACKAGE_NAME fedcloud-probes${suffix})
  set(CPACK_COMPONENT_${key}_DESCRIPTION "${summary}\n${description}")
  set(CPACK_DEBIAN_${key}_DESCRIPTION "${summary}\n${description}")
  set(CPACK_DEBIAN_${key}_PACKAGE_DEPENDS "${ARG_DEPENDS}")
  set(CPACK_DEBIAN_${key}_PACKAGE_RECOMMENDS "${ARG_RECOMMENDS}")
  set(CPACK_DEBIAN_${key}_PACKAGE_SHLIBDEPS ON)
  if(ARG_ALL)
    set(CPACK_DEBIAN_${key}_PACKAGE_SHLIBDEPS OFF)
    set(CPACK_DEBIAN_${key}_PACKAGE_ARCHITECTURE all)
  endif()
  file(GLOB scripts ${PROJECT_SOURCE_DIR}/packaging/debian/${component}/*)
  set(CPACK_DEBIAN_${key}_PACKAGE_CONTROL_EXTRA ${scripts})
endmacro()

set(CPACK_COMPONENTS_ALL)
# libvomsapi is loaded by dlopen, which dpkg-shlibdeps does not see.
fedcloud_deb(probes DEPENDS "adduser, libvomsapi1v5" RECOMMENDS fetch-crl)
fedcloud_deb(tools DEPENDS "fedcloud-probes (= ${PROJECT_VERSION}-1)")
fedcloud_deb(icinga2 ALL RECOMMENDS fedcloud-probes)
fedcloud_deb(sensu ALL RECOMMENDS fedcloud-probes)
include(CPack)
