# What `cmake --install` lays down: the headers, the plugin, and the two descriptions of how to use them
# (ValorConfig.cmake and valor.pc, and what the component seal adds), both relocatable: they find the prefix from where they stand.

include(CMakePackageConfigHelpers)

set(VALOR_INSTALL_CMAKEDIR ${CMAKE_INSTALL_LIBDIR}/cmake/Valor)

install(DIRECTORY runtime/include/ DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} FILES_MATCHING PATTERN "*.h")
install(DIRECTORY runtime/ufser DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} FILES_MATCHING PATTERN "*.h")
install(FILES tools/gdb/valor_gdb.py DESTINATION ${CMAKE_INSTALL_DATADIR}/valor/gdb)
install(TARGETS valet LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(TARGETS valor EXPORT ValorTargets)
install(EXPORT ValorTargets NAMESPACE Valor:: DESTINATION ${VALOR_INSTALL_CMAKEDIR})

configure_package_config_file(cmake/ValorConfig.cmake.in ${PROJECT_BINARY_DIR}/package/ValorConfig.cmake
  INSTALL_DESTINATION ${VALOR_INSTALL_CMAKEDIR} PATH_VARS CMAKE_INSTALL_LIBDIR)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/package/ValorConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/package/ValorConfig.cmake ${PROJECT_BINARY_DIR}/package/ValorConfigVersion.cmake
  ${CMAKE_CURRENT_LIST_DIR}/ValorEnable.cmake ${CMAKE_CURRENT_LIST_DIR}/ValorSeal.cmake DESTINATION ${VALOR_INSTALL_CMAKEDIR})

file(RELATIVE_PATH VALOR_PC_TO_PREFIX "/${CMAKE_INSTALL_LIBDIR}/pkgconfig" "/")
configure_file(cmake/valor.pc.in ${PROJECT_BINARY_DIR}/package/valor.pc @ONLY)
configure_file(cmake/valor-seal.pc.in ${PROJECT_BINARY_DIR}/package/valor-seal.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/package/valor.pc ${PROJECT_BINARY_DIR}/package/valor-seal.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
