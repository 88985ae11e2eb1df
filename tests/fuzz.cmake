# One fuzz target per file tests/fuzz/<name>.c, which defines LLVMFuzzerTestOneInput; its corpus is
# tests/fuzz/corpus/<name>/. With ITD_FUZZ (clang) the target is a libFuzzer program, otherwise a program that
# replays the corpus, and a test.
file(GLOB fuzz_sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/fuzz/*.c)
list(REMOVE_ITEM fuzz_sources ${CMAKE_CURRENT_SOURCE_DIR}/fuzz/replay.c)
foreach(source ${fuzz_sources})
  get_filename_component(stem ${source} NAME_WE)
  set(target fuzz_${stem})
  add_executable(${target} ${source})
  target_link_libraries(${target} PRIVATE itd_sample itd_api itd_compile itd_update itd_batch)
  target_compile_options(${target} PRIVATE -Wno-missing-prototypes)
  target_compile_definitions(${target} PRIVATE ITD_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
  if(ITD_FUZZ)
    target_link_options(${target} PRIVATE -fsanitize=fuzzer)
  else()
    target_sources(${target} PRIVATE ${CMAKE_CURRENT_SOURCE_DIR}/fuzz/replay.c)
    add_test(NAME ${target} COMMAND ${target} tests/fuzz/corpus/${stem} WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
    set_tests_properties(${target} PROPERTIES TIMEOUT 300 LABELS fuzz)
  endif()
endforeach()
if(ITD_FUZZ)
  # The libraries need the coverage hooks of libFuzzer, the programs its main.
  target_compile_options(itd_flags INTERFACE -fsanitize=fuzzer-no-link)
endif()
