# House rules as tests.
find_program(ITD_PYTHON python3 PATHS /usr/bin NO_DEFAULT_PATH)
find_program(ITD_PYTHON python3 REQUIRED)
foreach(check banned prints sizes words)
  add_test(NAME check_${check} COMMAND ${ITD_PYTHON} ${CMAKE_SOURCE_DIR}/tools/check_source.py ${check})
endforeach()
add_test(NAME check_includes COMMAND ${ITD_PYTHON} ${CMAKE_SOURCE_DIR}/tools/check_includes.py)
add_test(NAME check_headers COMMAND ${CMAKE_SOURCE_DIR}/tools/check_headers.sh)
add_test(NAME check_format COMMAND ${CMAKE_SOURCE_DIR}/tools/check_format.sh)
add_test(NAME check_modules COMMAND ${ITD_PYTHON} ${CMAKE_SOURCE_DIR}/tools/draw_modules.py check)
set_tests_properties(check_modules check_banned check_prints check_sizes check_words check_includes check_headers check_format
                     PROPERTIES LABELS check)

# What a newcomer does, on an empty Debian. Takes as long as everything else together, so only when it is asked for.
foreach(user root user)
  add_test(NAME check_root_as_${user} COMMAND ${CMAKE_SOURCE_DIR}/tools/check_root.sh --if-asked --as ${user})
  set_tests_properties(check_root_as_${user} PROPERTIES LABELS "check;slow" SKIP_RETURN_CODE 77 TIMEOUT 5400 RUN_SERIAL ON)
endforeach()
