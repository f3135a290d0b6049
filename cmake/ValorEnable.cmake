# valor_enable(<target>...): compile the targets through the plugin, so that their ser_ctx coroutines can be saved.
#
# The same file serves this build and, installed, the projects that find_package(Valor). It expects the targets
# Valor::valor (headers) and Valor::valet (the plugin), and VALOR_LLVM, the Clang major version it was built for.
# A target that is enabled cannot be compiled without the plugin by accident: VALOR_REQUIRE_PLUGIN sees to that.

function(valor_enable)
  if(NOT ARGC)
    message(FATAL_ERROR "valor_enable() needs a target")
  endif()
  _valor_check_compiler()
  foreach(target IN LISTS ARGV)
    if(NOT TARGET ${target})
      message(FATAL_ERROR "valor_enable(${target}): there is no such target")
    endif()
    target_link_libraries(${target} PRIVATE Valor::valor)
    target_compile_options(${target} PRIVATE "$<$<COMPILE_LANGUAGE:CXX>:-fplugin=$<TARGET_FILE:Valor::valet>>")
    target_compile_definitions(${target} PRIVATE "$<$<COMPILE_LANGUAGE:CXX>:VALOR_REQUIRE_PLUGIN>")
    if(VALOR_PLUGIN_BUILT_HERE)
      _valor_rebuild_with_plugin(${target})
    endif()
  endforeach()
endfunction()

# A plugin loads only into the Clang it was built for. Said here, it is a sentence; said by the dynamic linker
# in the middle of a build, it is a page of undefined symbols.
function(_valor_check_compiler)
  string(REGEX MATCH "^[0-9]+" major "${CMAKE_CXX_COMPILER_VERSION}")
  if(NOT CMAKE_CXX_COMPILER_ID STREQUAL "Clang" OR NOT major EQUAL VALOR_LLVM)
    message(FATAL_ERROR "valor_enable(): this Valor was built for Clang ${VALOR_LLVM}, but the C++ compiler is "
      "${CMAKE_CXX_COMPILER_ID} ${CMAKE_CXX_COMPILER_VERSION} (${CMAKE_CXX_COMPILER}). Configure with -DCMAKE_CXX_COMPILER=clang++-${VALOR_LLVM}, "
      "or use a Valor that was built for your compiler. (Without valor_enable the target compiles with any C++20 compiler, but cannot save.)")
  endif()
endfunction()

# Clang does not list plugins in the dependency file: without this a changed plugin would leave old objects behind.
function(_valor_rebuild_with_plugin target)
  add_dependencies(${target} valet)
  get_target_property(sources ${target} SOURCES)
  get_target_property(directory ${target} SOURCE_DIR)
  list(FILTER sources EXCLUDE REGEX "\\$<")
  foreach(source IN LISTS sources)
    cmake_path(ABSOLUTE_PATH source BASE_DIRECTORY "${directory}")
    list(APPEND absolute "${source}")
  endforeach()
  set_property(SOURCE ${absolute} DIRECTORY "${directory}" APPEND PROPERTY OBJECT_DEPENDS "${VALOR_PLUGIN_FILE}")
endfunction()
