# Tables that python3 makes from data/ while the program is built: one changed word in data/ is one changed line, and
# nothing large is kept twice.
#
#   itd_table(MODULE NAME SCRIPT DATA...)    generated/MODULE/tables/NAME, included as "MODULE/tables/NAME"
#
# SCRIPT is in tools/tables and writes the file that its argument names. DATA are files or patterns under data/.
find_package(Python3 3.9 REQUIRED COMPONENTS Interpreter)

function(itd_table module name script)
  set(out ${CMAKE_BINARY_DIR}/generated/${module}/tables/${name})
  set(folder ${CMAKE_SOURCE_DIR}/tools/tables)
  list(TRANSFORM ARGN PREPEND ${CMAKE_SOURCE_DIR}/data/)
  file(GLOB data CONFIGURE_DEPENDS ${ARGN})
  if(NOT data)
    message(FATAL_ERROR "itd_table: no data for ${name}: ${ARGN}")
  endif()
  file(GLOB scripts ${folder}/*.py)
  file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/generated/${module}/tables)
  add_custom_command(OUTPUT ${out}
    COMMAND ${CMAKE_COMMAND} -E env PYTHONDONTWRITEBYTECODE=1 PYTHONUTF8=1 PYTHONHASHSEED=0
            ${Python3_EXECUTABLE} ${folder}/${script} ${out}
    DEPENDS ${scripts} ${data} COMMENT "Making the table ${module}/tables/${name}" VERBATIM)
  target_sources(itd_${module} PRIVATE ${out})
  target_include_directories(itd_${module} PRIVATE ${CMAKE_BINARY_DIR}/generated)
endfunction()
