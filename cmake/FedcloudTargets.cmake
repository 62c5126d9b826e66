# What every library and executable of the suite is built with, and the functions that declare them.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release)
endif()

add_library(fedcloud_flags INTERFACE)
target_compile_options(fedcloud_flags INTERFACE
  -Wall -Wextra -Wpedantic
  -Wshadow              # a name that hides another is read wrongly sooner or later
  -Wnon-virtual-dtor
  -Wold-style-cast
  -Wconversion -Wsign-conversion # sizes, times and ports are where silent narrowing hurts
  -Wformat=2
  -fstack-protector-strong)
if(FEDCLOUD_WERROR)
  target_compile_options(fedcloud_flags INTERFACE -Werror)
endif()
if(FEDCLOUD_SANITIZE)
  target_link_options(fedcloud_flags INTERFACE -fsanitize=address,undefined)
endif()
if(FEDCLOUD_TIDY)
  set(CMAKE_CXX_CLANG_TIDY clang-tidy)
endif()
# What is shipped, and only that.
add_library(fedcloud_shipped INTERFACE)
target_link_libraries(fedcloud_shipped INTERFACE fedcloud_flags)
if(FEDCLOUD_SANITIZE) # what is tested, not the tests, which take long enough to compile
  target_compile_options(fedcloud_shipped INTERFACE -fsanitize=address,undefined
    -fno-sanitize-recover=undefined -fno-omit-frame-pointer)
  if(CMAKE_CXX_COMPILER_ID MATCHES "Clang") # which libFuzzer comes with: it is told of every branch
    # Optimizing takes longer to compile, and less than what tests and fuzz targets then save.
    target_compile_options(fedcloud_shipped INTERFACE -fsanitize=fuzzer-no-link -O1)
  endif()
endif()
if(FEDCLOUD_COVERAGE)
  # Atomic, as some count from several threads.
  target_compile_options(fedcloud_shipped INTERFACE -O0 -g0 --coverage -fprofile-abs-path -fprofile-update=atomic)
  # What leaves by _exit or execv writes its counters first, which nothing that is shipped must do. --undefined: also
  # what stands behind this library on the command line (googletest) calls them.
  add_library(fedcloud_coverage STATIC ${PROJECT_SOURCE_DIR}/tests/coverage/leave.cpp)
  target_link_libraries(fedcloud_flags INTERFACE fedcloud_coverage)
  target_link_options(fedcloud_flags INTERFACE --coverage -Wl,--wrap=_exit,--wrap=execv -Wl,--undefined=__wrap__exit)
endif()
if(CMAKE_BUILD_TYPE STREQUAL "Release")
  if(NOT FEDCLOUD_SANITIZE)
    target_compile_options(fedcloud_shipped INTERFACE -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2)
  endif()
  # What an executable does not use stays out of it. Link-time optimizing does no more for these programs (0.55 M
  # instructions of check_occi_tcp either way) and makes each link cost as much as compiling a folder.
  target_compile_options(fedcloud_shipped INTERFACE -ffunction-sections -fdata-sections)
  target_link_options(fedcloud_shipped INTERFACE -Wl,--gc-sections)
endif()

# fedcloud_precompile(TARGET): what nearly every file includes is read once for all, which saves a third of the time to
# compile. All are compiled with the same flags, and above fedcloud_plugin, so that its file serves them as well.
function(fedcloud_precompile target)
  if(target STREQUAL "fedcloud_plugin")
    target_precompile_headers(${target} PRIVATE <fmt/format.h> <algorithm> <chrono> <functional> <map> <optional>
      <string> <string_view> <utility> <variant> <vector>)
  else()
    target_precompile_headers(${target} REUSE_FROM fedcloud_plugin)
  endif()
endfunction()

# fedcloud_library(NAME SOURCES file... [LINK target...] [PRIVATE_LINK target...])
# A static library of common/NAME, known as fedcloud::NAME; its headers are included as "NAME/....hpp".
# LINK is for what its headers need, PRIVATE_LINK for what only its sources do.
function(fedcloud_library name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINK;PRIVATE_LINK" ${ARGN})
  add_library(fedcloud_${name} STATIC ${ARG_SOURCES})
  add_library(fedcloud::${name} ALIAS fedcloud_${name})
  target_include_directories(fedcloud_${name} PUBLIC ${PROJECT_SOURCE_DIR}/common)
  target_link_libraries(fedcloud_${name} PUBLIC ${ARG_LINK} PRIVATE ${ARG_PRIVATE_LINK} fedcloud_shipped)
  fedcloud_precompile(fedcloud_${name})
endfunction()

# fedcloud_executable_settings(TARGET): how everything that users run is linked (see "Speed" in README.md).
function(fedcloud_executable_settings target)
  target_link_libraries(${target} PRIVATE fedcloud_shipped)
  target_link_options(${target} PRIVATE -Wl,--as-needed -Wl,-z,relro -Wl,-z,now)
  if(FEDCLOUD_STATIC_RUNTIME)
    target_link_options(${target} PRIVATE -static-libstdc++ -static-libgcc)
  endif()
endfunction()

# fedcloud_ship(TARGET FOLDER COMPONENT): installs an executable; all of these are in the global property FEDCLOUD_SHIPPED.
function(fedcloud_ship target folder component)
  install(TARGETS ${target} RUNTIME DESTINATION ${folder} COMPONENT ${component})
  set_property(GLOBAL APPEND PROPERTY FEDCLOUD_SHIPPED ${target})
  set_property(TARGET ${target} PROPERTY FEDCLOUD_FOLDER ${folder})
endfunction()

# fedcloud_probe(NAME [SOURCES file...] LINK target...)
# The executable of one metric, installed where the schedulers look for it. What it does, if it is
# not in the libraries that it links, is also a library, NAME_check, so that tests can link it.
function(fedcloud_probe name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINK" ${ARGN})
  add_executable(${name} main.cpp)
  if(ARG_SOURCES)
    add_library(${name}_check STATIC ${ARG_SOURCES})
    target_include_directories(${name}_check PUBLIC ${CMAKE_CURRENT_SOURCE_DIR})
    target_link_libraries(${name}_check PUBLIC ${ARG_LINK} PRIVATE fedcloud_shipped)
    fedcloud_precompile(${name}_check)
    target_link_libraries(${name} PRIVATE ${name}_check)
  else()
    target_link_libraries(${name} PRIVATE ${ARG_LINK})
  endif()
  fedcloud_executable_settings(${name})
  fedcloud_ship(${name} ${FEDCLOUD_PROBE_DIR} probes)
endfunction()

# fedcloud_probe_pair(NAME SOURCES file... LINK target... FETCH_SOURCES file... FETCH_LINK target...)
# A probe that is two executables side by side (see common/page/hand_over.hpp): NAME, from main.cpp, answers from a
# shared copy and loads no network library; NAME.fetch, from fetch_main.cpp, is what it becomes when there is no copy.
# What they do are the libraries NAME_check and NAME_fetch.
function(fedcloud_probe_pair name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINK;FETCH_SOURCES;FETCH_LINK" ${ARGN})
  fedcloud_probe(${name} SOURCES ${ARG_SOURCES} LINK ${ARG_LINK})
  add_library(${name}_fetch STATIC ${ARG_FETCH_SOURCES})
  target_link_libraries(${name}_fetch PUBLIC ${name}_check ${ARG_FETCH_LINK} PRIVATE fedcloud_shipped)
  add_executable(${name}.fetch fetch_main.cpp)
  target_link_libraries(${name}.fetch PRIVATE ${name}_fetch)
  fedcloud_executable_settings(${name}.fetch)
  add_dependencies(${name} ${name}.fetch) # neither is of use without the other
  fedcloud_ship(${name}.fetch ${FEDCLOUD_PROBE_DIR} probes)
endfunction()

# fedcloud_tool(NAME SOURCES file... LINK target...)
# A program for administrators, from main.cpp, installed in <prefix>/bin. What it does is also a library, NAME_lib, so
# that tests can link it.
function(fedcloud_tool name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINK" ${ARGN})
  add_library(${name}_lib STATIC ${ARG_SOURCES})
  target_include_directories(${name}_lib PUBLIC ${CMAKE_CURRENT_SOURCE_DIR})
  target_link_libraries(${name}_lib PUBLIC ${ARG_LINK} PRIVATE fedcloud_shipped)
  fedcloud_precompile(${name}_lib)
  add_executable(${name} main.cpp)
  target_link_libraries(${name} PRIVATE ${name}_lib)
  fedcloud_executable_settings(${name})
  fedcloud_ship(${name} ${CMAKE_INSTALL_BINDIR} tools)
endfunction()
