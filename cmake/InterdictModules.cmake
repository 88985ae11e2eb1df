# itd_module(NAME [DEPENDS module...] [LIBRARIES target...])
# One static library per folder of src/. Includes are written from src/: #include "base/arena.h".
# A module's sources and those of its sub-folders belong to it.
set(ITD_MODULES "" CACHE INTERNAL "")
function(itd_module name)
  cmake_parse_arguments(ARG "" "" "DEPENDS;LIBRARIES" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/${name}/*.c)
  list(TRANSFORM ARG_DEPENDS PREPEND itd_)
  if(sources)
    add_library(itd_${name} STATIC ${sources})
    target_include_directories(itd_${name} PUBLIC ${CMAKE_SOURCE_DIR}/src)
    target_link_libraries(itd_${name} PUBLIC itd_flags ${ARG_DEPENDS} ${ARG_LIBRARIES})
  else()
    add_library(itd_${name} INTERFACE)
    target_include_directories(itd_${name} INTERFACE ${CMAKE_SOURCE_DIR}/src)
    target_link_libraries(itd_${name} INTERFACE itd_flags ${ARG_DEPENDS} ${ARG_LIBRARIES})
  endif()
  set(ITD_MODULES "${ITD_MODULES};itd_${name}" CACHE INTERNAL "")
endfunction()

# The command line program: src/cli over everything below.
function(itd_program)
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/cli/*.c)
  add_executable(interdict ${sources})
  set_target_properties(interdict PROPERTIES OUTPUT_NAME ${ITD_PROGRAM_NAME})
  target_include_directories(interdict PRIVATE ${CMAKE_SOURCE_DIR}/src)
  target_link_libraries(interdict PRIVATE itd_sample itd_api itd_compile itd_update itd_batch itd_evaluate itd_process PkgConfig::JANSSON)
  install(TARGETS interdict RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT program)
endfunction()

# itd_own_program(NAME LIBRARIES target...): src/programs/NAME.c as libexec/interdict/interdict-NAME, a program that
# one command runs (src/process/program.h), so that what it links stays out of the process of the others.
function(itd_own_program name)
  cmake_parse_arguments(ARG "" "" "LIBRARIES" ${ARGN})
  add_executable(interdict_${name} ${CMAKE_SOURCE_DIR}/src/programs/${name}.c)
  set_target_properties(interdict_${name} PROPERTIES OUTPUT_NAME interdict-${name}
    RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/libexec/interdict)
  target_include_directories(interdict_${name} PRIVATE ${CMAKE_SOURCE_DIR}/src)
  target_link_libraries(interdict_${name} PRIVATE itd_process itd_base ${ARG_LIBRARIES})
  add_dependencies(interdict interdict_${name})
  install(TARGETS interdict_${name} RUNTIME DESTINATION ${CMAKE_INSTALL_LIBEXECDIR}/interdict COMPONENT program)
endfunction()
