# `cpack` in a build tree makes Debian packages:
#
#   libvalor-dev      headers, CMake and pkg-config files; the same from every build tree
#   valor             the command
#   libvalor-durable-dev  the library of the component durable
#   valet-<major>     the plugin for one Clang; those of several build trees can be installed side by side

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME valor)
set(CPACK_PACKAGE_VENDOR "The Valor authors")
set(CPACK_PACKAGE_CONTACT "The Valor authors")
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_COMPONENTS_ALL dev valet)
find_package(CLI11 QUIET)
if(TARGET CLI11::CLI11)
  list(APPEND CPACK_COMPONENTS_ALL command)
endif()
if(TARGET Valor::durable)
  list(APPEND CPACK_COMPONENTS_ALL durable)
endif()
set(CPACK_COMPONENTS_GROUPING IGNORE)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION devel)

set(CPACK_DEBIAN_DEV_PACKAGE_NAME libvalor-dev)
set(CPACK_DEBIAN_DEV_PACKAGE_ARCHITECTURE all)
set(CPACK_DEBIAN_DEV_PACKAGE_RECOMMENDS valet-${VALOR_LLVM})
set(CPACK_DEBIAN_DEV_PACKAGE_SUGGESTS libsodium-dev)
set(CPACK_COMPONENT_DEV_DESCRIPTION "C++20 coroutines that can be saved and restored: headers")

set(CPACK_DEBIAN_VALET_PACKAGE_NAME valet-${VALOR_LLVM})
set(CPACK_DEBIAN_VALET_PACKAGE_DEPENDS "libvalor-dev (= ${PROJECT_VERSION}), clang-${VALOR_LLVM}")
set(CPACK_DEBIAN_VALET_PACKAGE_SHLIBDEPS ON)
set(CPACK_COMPONENT_VALET_DESCRIPTION "C++20 coroutines that can be saved and restored: the plugin for Clang ${VALOR_LLVM}")

set(CPACK_DEBIAN_DURABLE_PACKAGE_NAME libvalor-durable-dev)
set(CPACK_DEBIAN_DURABLE_PACKAGE_DEPENDS "libvalor-dev (= ${PROJECT_VERSION})${VALOR_DURABLE_DEB_DEPENDS}")
set(CPACK_COMPONENT_DURABLE_DESCRIPTION "C++20 coroutines that can be saved and restored: in a database")

set(CPACK_DEBIAN_COMMAND_PACKAGE_NAME valor)
set(CPACK_DEBIAN_COMMAND_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_COMMAND_PACKAGE_RECOMMENDS "libvalor-dev (= ${PROJECT_VERSION})")
set(CPACK_COMPONENT_COMMAND_DESCRIPTION "C++20 coroutines that can be saved and restored: looks into snapshots")

include(CPack)
