# Installing what depends on the place it is installed to. That is known when it is installed, not when the build is
# configured: cmake --install --prefix and packagers choose it then.

set(FEDCLOUD_SYSCONFDIR "" CACHE PATH
  "Folder of configuration; if empty, /etc if the suite is installed to /usr, or else etc below the prefix")

# fedcloud_install_config(FOLDER [FILES file...] COMPONENT name)
# Files into FOLDER of the configuration folder; the folder alone if there are none. The programs read
# /etc/argo/probes/fedcloud, and a prefix that is not the system's does not touch it. A file that is there stays: it is
# the administrator's.
function(fedcloud_install_config folder)
  cmake_parse_arguments(ARG "" "COMPONENT" "FILES" ${ARGN})
  install(CODE "
    set(sysconfdir \"${FEDCLOUD_SYSCONFDIR}\")
    if(NOT sysconfdir AND CMAKE_INSTALL_PREFIX STREQUAL \"/usr\")
      set(sysconfdir /etc)
    elseif(NOT sysconfdir)
      set(sysconfdir \${CMAKE_INSTALL_PREFIX}/etc)
    endif()
    set(folder \"\${sysconfdir}/argo/probes/fedcloud/${folder}\")
    file(INSTALL DESTINATION \"\${folder}\" TYPE DIRECTORY FILES \"\")
    foreach(file IN ITEMS ${ARG_FILES})
      if(NOT EXISTS \"\$ENV{DESTDIR}\${folder}/\${file}\")
        file(INSTALL DESTINATION \"\${folder}\" TYPE FILE FILES \"${CMAKE_CURRENT_SOURCE_DIR}/\${file}\")
      endif()
    endforeach()" COMPONENT ${ARG_COMPONENT})
endfunction()

# fedcloud_install_placed(FILE DESTINATION folder COMPONENT name)
# A file that the build made and that names programs and data by their whole path: it names them where they are installed.
function(fedcloud_install_placed file)
  cmake_parse_arguments(ARG "" "DESTINATION;COMPONENT" "" ${ARGN})
  get_filename_component(name ${file} NAME)
  install(CODE "
    file(READ \"${file}\" text)
    foreach(folder IN ITEMS ${CMAKE_INSTALL_BINDIR} ${FEDCLOUD_PROBE_DIR} ${CMAKE_INSTALL_DATADIR}/fedcloud-probes)
      string(REPLACE \"${CMAKE_INSTALL_PREFIX}/\${folder}\" \"\${CMAKE_INSTALL_PREFIX}/\${folder}\" text \"\${text}\")
    endforeach()
    file(WRITE \"${CMAKE_CURRENT_BINARY_DIR}/placed/${name}\" \"\${text}\")
    file(INSTALL DESTINATION \"\${CMAKE_INSTALL_PREFIX}/${ARG_DESTINATION}\" TYPE FILE
      FILES \"${CMAKE_CURRENT_BINARY_DIR}/placed/${name}\")" COMPONENT ${ARG_COMPONENT})
endfunction()
