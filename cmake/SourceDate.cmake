# The time that what is built from a source tree bears, so that the same sources give the same bytes.
include(${CMAKE_CURRENT_LIST_DIR}/ReadCommit.cmake)

# source_date(FOLDER VARIABLE): SOURCE_DATE_EPOCH, or when the sources were committed, also if they are a release; as
# 2026-01-31T23:59:59Z, and as seconds in the environment, where programs look for it.
function(source_date folder variable)
  set(seconds "$ENV{SOURCE_DATE_EPOCH}")
  read_commit(${folder} commit)
  if(seconds STREQUAL "" AND commit AND NOT EXISTS ${folder}/COMMIT)
    commit_date(${folder} seconds)
  endif()
  if(seconds STREQUAL "")
    set(file ${folder}/CMakeLists.txt)
    if(EXISTS ${folder}/COMMIT)
      set(file ${folder}/COMMIT)
    endif()
    file(TIMESTAMP ${file} seconds "%s" UTC)
  endif()
  set(ENV{SOURCE_DATE_EPOCH} ${seconds})
  string(TIMESTAMP text "%Y-%m-%dT%H:%M:%SZ" UTC)
  set(${variable} ${text} PARENT_SCOPE)
endfunction()
