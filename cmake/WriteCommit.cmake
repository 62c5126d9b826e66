# Writes a header with the commit of SOURCE_FOLDER to OUTPUT, unless that is what it says already:
#   cmake -DSOURCE_FOLDER=... -DOUTPUT=.../commit.hpp -P WriteCommit.cmake
include(${CMAKE_CURRENT_LIST_DIR}/ReadCommit.cmake)
read_commit(${SOURCE_FOLDER} commit)
if(commit MATCHES "^([0-9a-f]+)(.*)$")
  string(SUBSTRING ${CMAKE_MATCH_1} 0 12 digits)
  set(commit ${digits}${CMAKE_MATCH_2})
endif()
file(CONFIGURE OUTPUT ${OUTPUT} @ONLY CONTENT [[
// The commit that this was built from; empty if nothing told.
#pragma once
inline constexpr const char* build_commit = "@commit@";
]])
