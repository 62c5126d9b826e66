# Which package of the system a file on the machine that builds belongs to.

# package_of(FILE NAME VERSION ARCHITECTURE): three variables, empty if no package manager knows the file.
function(package_of file name version architecture)
  foreach(variable IN ITEMS ${name} ${version} ${architecture})
    set(${variable} "" PARENT_SCOPE)
  endforeach()
  find_program(DPKG_QUERY dpkg-query)
  find_program(RPM rpm)
  file(REAL_PATH ${file} real)
  string(REGEX REPLACE "^/usr/" "/" short "${real}") # where dpkg has many a library, /lib being a link to /usr/lib
  set(answer)
  if(DPKG_QUERY) # status 1 if one of these is not known
    execute_process(COMMAND ${DPKG_QUERY} -S ${file} ${real} ${short} OUTPUT_VARIABLE answer ERROR_QUIET)
    if(answer MATCHES "^([^ ,]+): ")
      execute_process(COMMAND ${DPKG_QUERY} -W -f "\${Package} \${Version} \${Architecture}" ${CMAKE_MATCH_1}
        OUTPUT_VARIABLE answer ERROR_QUIET)
    endif()
  elseif(RPM)
    execute_process(COMMAND ${RPM} -qf --qf "%{NAME} %{VERSION}-%{RELEASE} %{ARCH}\n" ${real}
      OUTPUT_VARIABLE answer ERROR_QUIET)
  endif()
  if(answer MATCHES "^([^ ]+) ([^ ]+) ([^ \n]+)\n?$")
    set(${name} ${CMAKE_MATCH_1} PARENT_SCOPE)
    set(${version} ${CMAKE_MATCH_2} PARENT_SCOPE)
    set(${architecture} ${CMAKE_MATCH_3} PARENT_SCOPE)
  endif()
endfunction()

# package_url(FILE URL VERSION): the package's identity (purl: pkg:deb/debian/libcurl4@...), and the version that its
# makers gave the library, without what the distribution added; both empty if no package is known.
function(package_url file url version)
  set(${url} "" PARENT_SCOPE)
  set(${version} "" PARENT_SCOPE)
  package_of(${file} name full architecture)
  if(NOT name)
    return()
  endif()
  set(system unknown)
  set(release "")
  if(EXISTS /etc/os-release)
    file(STRINGS /etc/os-release lines REGEX "^(ID|VERSION_ID)=")
    foreach(line IN LISTS lines)
      if(line MATCHES "^ID=\"?([^\"]+)\"?$")
        set(system ${CMAKE_MATCH_1})
      elseif(line MATCHES "^VERSION_ID=\"?([^\"]+)\"?$")
        set(release ${CMAKE_MATCH_1})
      endif()
    endforeach()
  endif()
  set(type rpm)
  if(DPKG_QUERY)
    set(type deb)
  endif()
  string(REGEX REPLACE "^[0-9]+:" "" plain "${full}") # the epoch
  string(REGEX REPLACE "-[^-]*$" "" plain "${plain}")
  string(REGEX REPLACE "[+].*$" "" plain "${plain}")
  set(${version} ${plain} PARENT_SCOPE)
  # In a purl all but letters, digits and .-_~: are percent-encoded; versions may have these.
  string(REPLACE "+" "%2B" name "${name}")
  string(REPLACE "+" "%2B" full "${full}")
  string(REPLACE "^" "%5E" full "${full}")
  set(${url} "pkg:${type}/${system}/${name}@${full}?arch=${architecture}&distro=${system}-${release}" PARENT_SCOPE)
endfunction()
