# libinterdict, shared and static, from the modules; what users build against it with.
#
# The static library is one object whose inner names are local, so that no name but itd_… can clash.
function(itd_library)
  string(REGEX REPLACE "\\..*" "" major ${PROJECT_VERSION})
  set(archives "")
  set(archive_files "")
  foreach(module ${ITD_MODULES})
    get_target_property(type ${module} TYPE)
    if(type STREQUAL "STATIC_LIBRARY" AND NOT module STREQUAL "itd_evaluate")
      list(APPEND archives ${module})
      list(APPEND archive_files $<TARGET_FILE:${module}>)
    endif()
  endforeach()

  add_library(interdict_shared SHARED $<TARGET_OBJECTS:itd_sample>)
  set_target_properties(interdict_shared PROPERTIES OUTPUT_NAME interdict LINKER_LANGUAGE C
    VERSION ${PROJECT_VERSION} SOVERSION ${major}
    LINK_DEPENDS ${CMAKE_SOURCE_DIR}/cmake/libinterdict.map)
  target_link_options(interdict_shared PRIVATE
    -Wl,--version-script=${CMAKE_SOURCE_DIR}/cmake/libinterdict.map -Wl,-z,defs)
  target_link_libraries(interdict_shared PRIVATE -Wl,--whole-archive ${archives} -Wl,--no-whole-archive itd_api)

  set(object ${CMAKE_BINARY_DIR}/libinterdict.o)
  set(archive ${CMAKE_BINARY_DIR}/libinterdict.a)
  add_custom_command(OUTPUT ${archive}
    COMMAND ${CMAKE_LINKER} -r -o ${object} $<TARGET_OBJECTS:itd_sample> --whole-archive ${archive_files}
    COMMAND ${CMAKE_OBJCOPY} --localize-hidden ${object}
    COMMAND ${CMAKE_COMMAND} -E rm -f ${archive}
    COMMAND ${CMAKE_AR} rcs ${archive} ${object}
    DEPENDS ${archives} itd_sample $<TARGET_OBJECTS:itd_sample>
    COMMAND_EXPAND_LISTS COMMENT "Linking static library libinterdict.a" VERBATIM)
  add_custom_target(interdict_static ALL DEPENDS ${archive})

  # The folder may be moved: everything is found from where the .pc file lies.
  file(RELATIVE_PATH ITD_PREFIX_FROM_PC /p/${CMAKE_INSTALL_LIBDIR}/pkgconfig /p)
  set(ITD_PRIVATE_PACKAGES "expat jansson yaml-0.1 zlib")
  configure_file(${CMAKE_SOURCE_DIR}/packaging/interdict.pc.in ${CMAKE_BINARY_DIR}/interdict.pc @ONLY)
  include(CMakePackageConfigHelpers)
  configure_package_config_file(${CMAKE_SOURCE_DIR}/packaging/interdictConfig.cmake.in
    ${CMAKE_BINARY_DIR}/interdictConfig.cmake INSTALL_DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/interdict
    PATH_VARS CMAKE_INSTALL_INCLUDEDIR CMAKE_INSTALL_LIBDIR)
  write_basic_package_version_file(${CMAKE_BINARY_DIR}/interdictConfigVersion.cmake COMPATIBILITY SameMajorVersion)

  install(TARGETS interdict_shared LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT library
          NAMELINK_COMPONENT development)
  install(FILES ${archive} DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT development)
  install(DIRECTORY ${CMAKE_SOURCE_DIR}/include/interdict DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT development)
  install(FILES ${CMAKE_BINARY_DIR}/interdict.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig COMPONENT development)
  install(FILES ${CMAKE_BINARY_DIR}/interdictConfig.cmake ${CMAKE_BINARY_DIR}/interdictConfigVersion.cmake
          DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/interdict COMPONENT development)
endfunction()

# Manual pages and completions, made by the program itself.
function(itd_manual)
  set(folder ${CMAKE_BINARY_DIR}/manual)
  add_custom_command(OUTPUT ${folder}/interdict.1
    COMMAND ${CMAKE_COMMAND} -E rm -rf ${folder}
    COMMAND ${CMAKE_COMMAND} -E make_directory ${folder}
    COMMAND interdict manual --directory ${folder}
    DEPENDS interdict COMMENT "Writing manual pages" VERBATIM)
  add_custom_target(manual ALL DEPENDS ${folder}/interdict.1)
  install(DIRECTORY ${folder}/ DESTINATION ${CMAKE_INSTALL_MANDIR}/man1 COMPONENT program FILES_MATCHING PATTERN "*.1")
  install(FILES ${folder}/interdict.bash DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions RENAME interdict
          COMPONENT program)
  install(FILES ${folder}/_interdict DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions COMPONENT program)
  install(FILES ${folder}/interdict.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d COMPONENT program)
endfunction()
