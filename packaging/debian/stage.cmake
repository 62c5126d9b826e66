# What Debian asks of a package beyond what is installed: copyright, changelogs, compressed manual pages, reasons for
# what lintian would tell, and times that tell nothing of the build. CPack runs it between installing and packing.

set(source ${CPACK_FEDCLOUD_SOURCE})
set(here ${CMAKE_CURRENT_LIST_DIR})
include(${source}/cmake/SourceDate.cmake)
source_date(${source} date)
set(epoch $ENV{SOURCE_DATE_EPOCH})

# compress(FILE): in its place, without name and time.
function(compress file)
  execute_process(COMMAND gzip -9n ${file} COMMAND_ERROR_IS_FATAL ANY)
endfunction()

execute_process(COMMAND date -u -R -d @${epoch} OUTPUT_VARIABLE date OUTPUT_STRIP_TRAILING_WHITESPACE
  COMMAND_ERROR_IS_FATAL ANY)
file(READ ${source}/packaging/THIRD-PARTY THIRD_PARTY)
string(STRIP "${THIRD_PARTY}" THIRD_PARTY)
foreach(component IN LISTS CPACK_COMPONENTS_ALL)
  string(TOUPPER ${component} key)
  set(package ${CPACK_DEBIAN_${key}_PACKAGE_NAME})
  set(root ${CPACK_TEMPORARY_DIRECTORY}/${component})
  set(doc ${root}/usr/share/doc/${package})
  configure_file(${here}/copyright ${doc}/copyright @ONLY)
  file(WRITE ${doc}/changelog.Debian
    "fedcloud-probes (${CPACK_PACKAGE_VERSION}-${CPACK_DEBIAN_PACKAGE_RELEASE}) unstable; urgency=medium\n\n"
    "  * This release; what is new in it is told in changelog.gz of fedcloud-probes.\n\n"
    " -- ${CPACK_PACKAGE_CONTACT}  ${date}\n")
  compress(${doc}/changelog.Debian)
  if(component STREQUAL "probes")
    configure_file(${source}/CHANGELOG.md ${doc}/changelog COPYONLY)
    compress(${doc}/changelog)
    configure_file(${source}/README.md ${doc}/README.md COPYONLY)
  endif()
  set(scheduler ${root}/etc/argo/probes/fedcloud/scheduler.conf)
  if(EXISTS ${scheduler}) # Nagios' unit is another one with Debian, and what reloads it is called as the folder is
    file(READ ${scheduler} text)
    string(REPLACE "\nOPTIONS=\"--target nagios --output /etc/argo/probes/fedcloud/scheduler/nagios\""
      "\nOPTIONS=\"--target nagios --output /etc/argo/probes/fedcloud/scheduler/nagios4\"" text "${text}")
    file(WRITE ${scheduler} "${text}")
  endif()
  configure_file(${here}/lintian-overrides ${root}/usr/share/lintian/overrides/${package} COPYONLY)
  if(EXISTS ${root}/usr/share/zsh/site-functions) # the administrator's, with Debian
    file(RENAME ${root}/usr/share/zsh/site-functions ${root}/usr/share/zsh/vendor-completions)
  endif()
  file(GLOB_RECURSE pages ${root}/usr/share/man/*)
  foreach(page IN LISTS pages)
    compress(${page})
  endforeach()
  # Whatever umask and source files say.
  execute_process(COMMAND chmod -R u=rwX,go=rX ${root} COMMAND_ERROR_IS_FATAL ANY)
  execute_process(COMMAND find ${root} -exec touch -h -d @${epoch} {} + COMMAND_ERROR_IS_FATAL ANY)
endforeach()
