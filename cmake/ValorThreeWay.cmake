# valor_three_way_test(<name> <source> [<source>...]): one program for the three-way oracle of test/e2e.
#
# Builds the sources
#   <name>.gxx     with g++, without the plugin      (only with VALOR_ONCE_TESTS: it does not depend on the LLVM;
#                                                and not with sanitizers, whose libraries differ)
#   <name>.clang   with this build's clang++, without the plugin
#   <name>.O0, .O2 through the plugin at -O0 and -O2
# and registers the test e2e.<name>, which runs ${VALOR_THREE_WAY_DRIVER} <name>.gxx <name>.clang <name>.O0 <name>.O2
# in a directory of its own. What the programs print and what the driver compares is the business of test/e2e.
#
# Variables that test/e2e sets before: VALOR_THREE_WAY_DRIVER (a command line), VALOR_THREE_WAY_INCLUDES (directories),
# VALOR_THREE_WAY_FLAGS (options for all four), VALOR_THREE_WAY_LIBRARIES (static library targets, linked to all four),
# VALOR_THREE_WAY_HEADER (precompiled once for each of Clang's variants: most of the time goes into parsing valor.h).

find_program(VALOR_GXX NAMES g++-12 g++ DOC "The GCC that builds the programs once more without the plugin")

function(valor_three_way_test name)
  list(TRANSFORM ARGN PREPEND "${CMAKE_CURRENT_SOURCE_DIR}/" REGEX "^[^/]" OUTPUT_VARIABLE sources)
  set(programs)
  if(VALOR_ONCE_TESTS AND NOT VALOR_SANITIZE)
    _valor_gxx_program(${name}.gxx ${sources})
    list(APPEND programs "${CMAKE_CURRENT_BINARY_DIR}/bin/${name}.gxx")
  endif()
  foreach(variant IN ITEMS clang O0 O2)
    set(target ${name}.${variant})
    add_executable(${target} ${sources})
    set_target_properties(${target} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_CURRENT_BINARY_DIR}/bin")
    _valor_three_way_variant(${target} ${variant})
    if(VALOR_THREE_WAY_HEADER)
      _valor_three_way_header(${variant})
      target_precompile_headers(${target} REUSE_FROM three_way.${variant})
    endif()
    list(APPEND programs "$<TARGET_FILE:${target}>")
  endforeach()

  set(scratch "${CMAKE_CURRENT_BINARY_DIR}/scratch/${name}")
  file(MAKE_DIRECTORY "${scratch}")
  add_test(NAME e2e.${name} COMMAND ${VALOR_THREE_WAY_DRIVER} ${programs} WORKING_DIRECTORY "${scratch}")
  set_tests_properties(e2e.${name} PROPERTIES LABELS e2e TIMEOUT 120)
endfunction()

function(_valor_three_way_variant target variant)
  target_include_directories(${target} PRIVATE ${VALOR_THREE_WAY_INCLUDES})
  target_link_libraries(${target} PRIVATE ${VALOR_THREE_WAY_LIBRARIES} Valor::valor valor_warnings)
  target_compile_options(${target} PRIVATE ${VALOR_THREE_WAY_FLAGS} $<IF:$<STREQUAL:${variant},O2>,-O2,-O0>)
  if(NOT variant STREQUAL clang)
    valor_enable(${target})
  endif()
endfunction()

# The header of one variant, compiled when the first program asks for it.
function(_valor_three_way_header variant)
  if(NOT TARGET three_way.${variant})
    set(source "${CMAKE_CURRENT_BINARY_DIR}/three_way.${variant}.cc")
    file(GENERATE OUTPUT "${source}" CONTENT "// Nothing: the target is there for its precompiled header.\n")
    add_library(three_way.${variant} OBJECT "${source}")
    _valor_three_way_variant(three_way.${variant} ${variant})
    target_precompile_headers(three_way.${variant} PRIVATE "${VALOR_THREE_WAY_HEADER}")
  endif()
endfunction()

# CMake has one C++ compiler a build; the second one is driven by hand.
function(_valor_gxx_program target)
  if(NOT VALOR_GXX)
    message(FATAL_ERROR "Valor: g++ was not found; on Debian: apt-get install g++")
  endif()
  set(program "${CMAKE_CURRENT_BINARY_DIR}/bin/${target}")
  set(includes "${PROJECT_SOURCE_DIR}/runtime/include" "${PROJECT_SOURCE_DIR}/runtime" ${VALOR_THREE_WAY_INCLUDES})
  list(TRANSFORM includes PREPEND -I)
  file(MAKE_DIRECTORY "${CMAKE_CURRENT_BINARY_DIR}/bin")
  set(objects)
  foreach(source IN LISTS ARGN)
    cmake_path(GET source FILENAME file)
    set(object "${program}.${file}.o")
    add_custom_command(OUTPUT "${object}"
      COMMAND ${VALOR_GXX} -std=c++20 -O1 -Wall -Wextra ${VALOR_THREE_WAY_FLAGS} ${includes} -MD -MF "${object}.d" -MT "${object}" -c "${source}" -o "${object}"
      DEPENDS "${source}" DEPFILE "${object}.d" COMMENT "g++ ${target}: ${file}" VERBATIM)
    list(APPEND objects "${object}")
  endforeach()
  set(libraries ${VALOR_THREE_WAY_LIBRARIES})
  list(TRANSFORM libraries REPLACE "(.+)" "$<TARGET_FILE:\\1>")
  add_custom_command(OUTPUT "${program}" COMMAND ${VALOR_GXX} -o "${program}" ${objects} ${libraries}
    DEPENDS ${objects} ${VALOR_THREE_WAY_LIBRARIES} COMMENT "g++ ${target}" VERBATIM)
  add_custom_target(${target} ALL DEPENDS "${program}")
endfunction()
