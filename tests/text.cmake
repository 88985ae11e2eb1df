# The speed of the text module: tools/bench/text_bench.c
add_executable(text_bench ${CMAKE_SOURCE_DIR}/tools/bench/text_bench.c)
target_link_libraries(text_bench PRIVATE itd_text)

# For tools/tables: folds as the program does.
add_executable(fold_lines ${CMAKE_SOURCE_DIR}/tools/tables/fold_lines.c)
target_link_libraries(fold_lines PRIVATE itd_text)

# ICU is the oracle of tests/oracle/unicode.c and of nothing else; without it that test says so and passes.
pkg_check_modules(ICU IMPORTED_TARGET icu-i18n icu-uc)
if(ICU_FOUND)
  target_link_libraries(oracle_unicode PRIVATE PkgConfig::ICU)
  target_compile_definitions(oracle_unicode PRIVATE ITD_HAVE_ICU)
endif()

# The tables in the tree are those that the scripts make from Debian's Unicode data.
find_program(ITD_PYTHON python3 REQUIRED)
add_test(NAME check_tables COMMAND ${ITD_PYTHON} ${CMAKE_SOURCE_DIR}/tools/tables/check.py)
set_tests_properties(check_tables PROPERTIES LABELS check SKIP_RETURN_CODE 77)

# The twins for 64-bit ARM, in an emulator; without compiler and emulator it says so and passes.
add_test(NAME check_arm COMMAND ${CMAKE_SOURCE_DIR}/tools/check_arm.sh $<TARGET_FILE:text_bench> ${CMAKE_BINARY_DIR}/arm)
set_tests_properties(check_arm PROPERTIES LABELS check TIMEOUT 300 SKIP_RETURN_CODE 77)
