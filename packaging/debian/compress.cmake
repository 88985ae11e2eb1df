# Runs on the staged files before they are packed: Debian wants manual pages and changelogs compressed.
file(GLOB_RECURSE files "${CPACK_TEMPORARY_DIRECTORY}/*")
foreach(file ${files})
  if(file MATCHES "/share/man/.*[.][1-9]$|/share/doc/[^/]*/changelog$" AND NOT IS_SYMLINK "${file}")
    execute_process(COMMAND gzip -9nf "${file}" COMMAND_ERROR_IS_FATAL ANY)
  endif()
endforeach()
