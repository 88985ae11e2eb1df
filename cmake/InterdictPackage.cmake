# What `make install` brings besides program and library, and the Debian packages (`make deb`).
#
# Three packages, as Debian cuts them: interdict (program, manual, completion, regimes, examples), libinterdict0 and
# libinterdict-dev. The same sources give the same bytes: times are SOURCE_DATE_EPOCH (tools/deb.sh), owners root.
function(itd_extras)
  set(doc ${CMAKE_INSTALL_DATADIR}/doc/interdict)
  install(DIRECTORY ${CMAKE_SOURCE_DIR}/regimes DESTINATION ${CMAKE_INSTALL_DATADIR}/interdict COMPONENT program)
  install(DIRECTORY ${CMAKE_SOURCE_DIR}/examples DESTINATION ${doc} COMPONENT program)
  install(DIRECTORY ${CMAKE_SOURCE_DIR}/docs/schemas DESTINATION ${CMAKE_INSTALL_DATADIR}/interdict COMPONENT program
          FILES_MATCHING PATTERN "*.json")
  install(FILES ${CMAKE_SOURCE_DIR}/NOTICE ${CMAKE_SOURCE_DIR}/README.md DESTINATION ${doc} COMPONENT program)
  if(ITD_SERVE)
    install(FILES ${CMAKE_SOURCE_DIR}/packaging/interdict.service DESTINATION ${doc} COMPONENT program)
  endif()
  install(FILES ${CMAKE_SOURCE_DIR}/LICENSE DESTINATION ${doc} COMPONENT licence)
endfunction()

function(itd_packages)
  set(debian ${CMAKE_SOURCE_DIR}/packaging/debian)
  foreach(pair program:interdict library:libinterdict0 development:libinterdict-dev)
    string(REPLACE ":" ";" pair ${pair})
    list(GET pair 0 component)
    list(GET pair 1 package)
    install(FILES ${debian}/copyright ${debian}/changelog DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/${package}
            COMPONENT ${component} EXCLUDE_FROM_ALL)
    if(EXISTS ${debian}/${package}.lintian-overrides)
      install(FILES ${debian}/${package}.lintian-overrides DESTINATION ${CMAKE_INSTALL_DATADIR}/lintian/overrides
              RENAME ${package} COMPONENT ${component} EXCLUDE_FROM_ALL)
    endif()
    string(TOUPPER ${component} upper)
    set(CPACK_DEBIAN_${upper}_PACKAGE_NAME ${package})
    set(CPACK_DEBIAN_${upper}_FILE_NAME DEB-DEFAULT)
    set(CPACK_DEBIAN_${upper}_PACKAGE_SHLIBDEPS ON)
  endforeach()
  set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_SHLIBDEPS OFF)

  set(CPACK_GENERATOR DEB)
  set(CPACK_PACKAGE_NAME interdict)
  set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
  set(CPACK_PACKAGE_VENDOR "interdict")
  set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
  set(CPACK_OUTPUT_FILE_PREFIX ${CMAKE_BINARY_DIR}/packages)
  set(CPACK_STRIP_FILES ON)
  set(CPACK_COMPONENTS_ALL program library development)
  set(CPACK_COMPONENTS_GROUPING IGNORE)
  set(CPACK_DEB_COMPONENT_INSTALL ON)
  set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE
      WORLD_READ WORLD_EXECUTE)
  set(CPACK_PRE_BUILD_SCRIPTS ${CMAKE_SOURCE_DIR}/packaging/debian/compress.cmake)
  set(CPACK_DEBIAN_PACKAGE_MAINTAINER "interdict maintainers <maintainers@interdict.invalid>")
  set(CPACK_DEBIAN_LIBRARY_PACKAGE_CONTROL_EXTRA "${debian}/shlibs;${debian}/triggers")
  set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
  set(CPACK_DEBIAN_PROGRAM_PACKAGE_SECTION utils)
  set(CPACK_DEBIAN_LIBRARY_PACKAGE_SECTION libs)
  set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_SECTION libdevel)
  set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_DEPENDS "libinterdict0 (= ${PROJECT_VERSION}), libexpat1-dev, libjansson-dev, libyaml-dev, zlib1g-dev")
  set(CPACK_COMPONENT_PROGRAM_DESCRIPTION "Tells which listed party a name, payment or shipment meets, and what the law
in force on a day says about it, with reasons and provisions. One snapshot
file, the same answer on every machine. It gives no legal advice.")
  set(CPACK_COMPONENT_LIBRARY_DESCRIPTION "The library behind interdict: screening of names in snapshots of sanctions
lists, decisions under the measures in force.")
  set(CPACK_COMPONENT_DEVELOPMENT_DESCRIPTION "Headers, static library, pkg-config and CMake files of libinterdict.")
  include(CPack)
endfunction()
