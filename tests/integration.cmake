# The program from outside: one test per file tests/integration/test_<name>.py (pytest). The tests find the
# program in $INTERDICT_PROGRAM and the data in $INTERDICT_SHARED (default ../shared beside the sources).
# A file with the line "# slow" gets the label slow.
file(GLOB integration_sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/integration/test_*.py)
foreach(source ${integration_sources})
  get_filename_component(stem ${source} NAME_WE)
  set(name integration_${stem})
  string(REPLACE "integration_test_" "integration_" name ${name})
  add_test(NAME ${name}
           COMMAND ${CMAKE_COMMAND} -E env INTERDICT_PROGRAM=$<TARGET_FILE:interdict> PYTHONDONTWRITEBYTECODE=1
                   ITD_BUILD_DIR=${CMAKE_BINARY_DIR} ${ITD_PYTHON} -m pytest -q -p no:cacheprovider ${source}
           WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
  file(STRINGS ${source} slow REGEX "^# slow")
  if(slow)
    set_tests_properties(${name} PROPERTIES TIMEOUT 900 LABELS "integration;slow")
  else()
    set_tests_properties(${name} PROPERTIES TIMEOUT 300 LABELS integration)
  endif()
  set_tests_properties(${name} PROPERTIES SKIP_RETURN_CODE 77)
  if(stem MATCHES "^test_(serve|yente)$") # the server answers many at once: under the sanitizers too
    set_tests_properties(${name} PROPERTIES LABELS "integration;server")
  endif()
  if(stem STREQUAL "test_stress")
    if(ITD_SANITIZE) # the most of its time is spent under sanitizers
      set(stress_seconds 110)
    else()
      set(stress_seconds 10)
    endif()
    set_tests_properties(${name} PROPERTIES LABELS "integration;stress" ENVIRONMENT "STRESS_SECONDS=${stress_seconds}")
  endif()
endforeach()
