# What `cmake --install` lays down: the headers, the plugin, and the two descriptions of how to use them
# (ValorConfig.cmake and valor.pc, and what the component seal adds), both relocatable: they find the prefix from where they stand.
#
#   lib/valor/llvm-<major>/libvalet.so   the plugin; several may stand side by side, and ValorConfig.cmake takes that of the compiler
#   lib/libvalet.so                      a link to the one that was installed last
#
# Components: dev, command, valet (one for each LLVM), durable, link. ValorPackages.cmake makes packages of all but the last.
# The target `uninstall` removes what the last `cmake --install` of this build tree laid down.

include(CMakePackageConfigHelpers)

set(VALOR_INSTALL_CMAKEDIR ${CMAKE_INSTALL_LIBDIR}/cmake/Valor)
set(VALOR_INSTALL_PLUGINDIR ${CMAKE_INSTALL_LIBDIR}/valor/llvm-${VALOR_LLVM})

install(DIRECTORY runtime/include/ DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT dev FILES_MATCHING PATTERN "*.h")
install(DIRECTORY runtime/ufser DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT dev FILES_MATCHING PATTERN "*.h")
install(FILES tools/gdb/valor_gdb.py DESTINATION ${CMAKE_INSTALL_DATADIR}/valor/gdb COMPONENT dev)
install(TARGETS valet LIBRARY DESTINATION ${VALOR_INSTALL_PLUGINDIR} COMPONENT valet)
install(TARGETS valor EXPORT ValorTargets)
install(EXPORT ValorTargets NAMESPACE Valor:: DESTINATION ${VALOR_INSTALL_CMAKEDIR} COMPONENT dev)

file(MAKE_DIRECTORY ${PROJECT_BINARY_DIR}/package)
if(TARGET Valor::durable)
  install(TARGETS valor_durable EXPORT ValorDurableTargets ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT durable)
  install(EXPORT ValorDurableTargets NAMESPACE Valor:: DESTINATION ${VALOR_INSTALL_CMAKEDIR} COMPONENT durable)
  file(WRITE ${PROJECT_BINARY_DIR}/package/ValorDurableNeeds.cmake "set(VALOR_DURABLE_NEEDS ${VALOR_DURABLE_NEEDS})\n")
  install(FILES ${PROJECT_BINARY_DIR}/package/ValorDurableNeeds.cmake DESTINATION ${VALOR_INSTALL_CMAKEDIR} COMPONENT durable)
endif()
file(CREATE_LINK valor/llvm-${VALOR_LLVM}/libvalet.so ${PROJECT_BINARY_DIR}/package/libvalet.so SYMBOLIC)
install(FILES ${PROJECT_BINARY_DIR}/package/libvalet.so DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT link)

configure_package_config_file(cmake/ValorConfig.cmake.in ${PROJECT_BINARY_DIR}/package/ValorConfig.cmake
  INSTALL_DESTINATION ${VALOR_INSTALL_CMAKEDIR} PATH_VARS CMAKE_INSTALL_LIBDIR)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/package/ValorConfigVersion.cmake COMPATIBILITY SameMinorVersion ARCH_INDEPENDENT)
install(FILES ${PROJECT_BINARY_DIR}/package/ValorConfig.cmake ${PROJECT_BINARY_DIR}/package/ValorConfigVersion.cmake
  ${CMAKE_CURRENT_LIST_DIR}/ValorEnable.cmake ${CMAKE_CURRENT_LIST_DIR}/ValorSeal.cmake ${CMAKE_CURRENT_LIST_DIR}/ValorDurable.cmake DESTINATION ${VALOR_INSTALL_CMAKEDIR} COMPONENT dev)

file(RELATIVE_PATH VALOR_PC_TO_PREFIX "/${CMAKE_INSTALL_LIBDIR}/pkgconfig" "/")
configure_file(cmake/valor.pc.in ${PROJECT_BINARY_DIR}/package/valor.pc @ONLY)
configure_file(cmake/valor-seal.pc.in ${PROJECT_BINARY_DIR}/package/valor-seal.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/package/valor.pc ${PROJECT_BINARY_DIR}/package/valor-seal.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig
  COMPONENT dev)

if(PROJECT_IS_TOP_LEVEL)
  add_custom_target(uninstall COMMAND ${CMAKE_COMMAND} -DMANIFEST=${PROJECT_BINARY_DIR}/install_manifest.txt
    -P ${CMAKE_CURRENT_LIST_DIR}/ValorUninstall.cmake VERBATIM)
  include(ValorPackages)
endif()
