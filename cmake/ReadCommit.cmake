# Which commit a source tree is, and of when: for what is run while building.

# git_command(FOLDER VARIABLE): how to ask git about FOLDER; empty if there is no git.
function(git_command folder variable)
  set(${variable} "" PARENT_SCOPE)
  find_program(GIT_PROGRAM git)
  if(NOT GIT_PROGRAM)
    return()
  endif()
  # A build may run inside a hook, where these name another repository or index.
  foreach(name IN ITEMS GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE GIT_PREFIX)
    unset(ENV{${name}}) # for this process and what it starts
  endforeach()
  # The tree may belong to another user than the one who builds it, as in a container; whoever builds it runs what it
  # says anyway. Its monitor of changed files, a program, is not needed here, nor may its index be written.
  set(${variable} ${GIT_PROGRAM} --no-optional-locks -c safe.directory=* -c core.fsmonitor=false -C ${folder} PARENT_SCOPE)
endfunction()

# read_commit(FOLDER VARIABLE): 40 hexadecimal digits, "+changes" behind them if tracked files differ from the commit;
# empty if nothing tells. A release tarball tells by its file COMMIT. Git is believed only if FOLDER is the top of a work
# tree: a tarball that was unpacked somewhere inside another project's work tree is not that project's commit.
function(read_commit folder variable)
  set(${variable} "" PARENT_SCOPE)
  if(EXISTS ${folder}/COMMIT)
    file(STRINGS ${folder}/COMMIT commit LIMIT_COUNT 1)
    string(LENGTH "${commit}" length)
    if(commit MATCHES "^[0-9a-f]+$" AND length EQUAL 40)
      set(${variable} ${commit} PARENT_SCOPE)
    else()
      message(WARNING "${folder}/COMMIT holds no commit (40 hexadecimal digits): it is passed over")
    endif()
    return()
  endif()

  git_command(${folder} git)
  if(NOT git)
    return()
  endif()
  execute_process(COMMAND ${git} rev-parse --show-cdup --verify HEAD
    RESULT_VARIABLE status OUTPUT_VARIABLE answer ERROR_QUIET)
  if(NOT status EQUAL 0 OR NOT answer MATCHES "^\n([0-9a-f]+)\n$") # the first line is the way up to the top
    return()
  endif()
  set(commit ${CMAKE_MATCH_1})
  execute_process(COMMAND ${git} status --porcelain --untracked-files=no
    RESULT_VARIABLE status OUTPUT_VARIABLE changes ERROR_QUIET)
  if(NOT status EQUAL 0)
    return()
  elseif(changes)
    string(APPEND commit "+changes")
  endif()
  set(${variable} ${commit} PARENT_SCOPE)
endfunction()

# commit_date(FOLDER VARIABLE): when git's commit was made, in seconds since 1970; empty if git does not tell.
function(commit_date folder variable)
  set(${variable} "" PARENT_SCOPE)
  git_command(${folder} git)
  if(git)
    execute_process(COMMAND ${git} log -1 --format=%ct RESULT_VARIABLE status OUTPUT_VARIABLE answer
      OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
    if(status EQUAL 0)
      set(${variable} ${answer} PARENT_SCOPE)
    endif()
  endif()
endfunction()
