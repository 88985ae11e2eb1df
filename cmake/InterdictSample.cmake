# The built-in sample: data/sample and regimes/ compiled into a snapshot and embedded (target itd_sample).
function(itd_sample)
  set(snapshot ${CMAKE_BINARY_DIR}/sample.itd)
  file(GLOB_RECURSE inputs CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/data/sample/*.ftm.json
       ${CMAKE_SOURCE_DIR}/regimes/*.yaml ${CMAKE_SOURCE_DIR}/regimes/*.tsv)
  add_executable(compile_sample ${CMAKE_SOURCE_DIR}/src/sample/compile_sample.c)
  target_link_libraries(compile_sample PRIVATE itd_compile)
  add_custom_command(OUTPUT ${snapshot}
    COMMAND compile_sample ${CMAKE_SOURCE_DIR} ${snapshot}
    DEPENDS compile_sample ${inputs}
    COMMENT "Compiling the built-in sample" VERBATIM)
  add_custom_target(sample_snapshot DEPENDS ${snapshot})
  add_library(itd_sample OBJECT ${CMAKE_SOURCE_DIR}/src/sample/sample_data.c)
  target_link_libraries(itd_sample PRIVATE itd_flags)
  target_compile_definitions(itd_sample PRIVATE ITD_SAMPLE_FILE="${snapshot}")
  set_source_files_properties(${CMAKE_SOURCE_DIR}/src/sample/sample_data.c PROPERTIES OBJECT_DEPENDS ${snapshot})
  add_dependencies(itd_sample sample_snapshot)
endfunction()
