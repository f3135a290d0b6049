# valor_three_way_test(<name> <source> [<source>...]): one program for the three-way oracle of test/e2e.
#
# Builds the sources
#   <name>.gxx     with g++, without the plugin      (only with VALOR_ONCE_TESTS: it does not depend on the LLVM;
#                                                and not with sanitizers, whose libraries differ)
#   <name>.clang   with this build's clang++, without the plugin
#   <name>.O0, .O2 through the plugin, at -O0 and -O2 (with VALOR_ONCE_TESTS)
#   <name>.O1      through the plugin at -O1 (without: the same programs with another Clang)
#   <name>.emit    with g++, from the text that the plugin wrote with emit=FILE (when <name>.gxx is built, and not
#                  for a program with a line `// e2e: no emit: why`)
# and registers the test e2e.<name>, which runs ${VALOR_THREE_WAY_DRIVER} with those that were built,
# in a directory of its own. What the programs print and what the driver compares is the business of test/e2e.
#
# Variables that test/e2e sets before: VALOR_THREE_WAY_DRIVER (a command line), VALOR_THREE_WAY_INCLUDES (directories),
# VALOR_THREE_WAY_FLAGS (options for all four), VALOR_THREE_WAY_LIBRARIES (static library targets, linked to all four),
# VALOR_THREE_WAY_HEADER (precompiled once for each variant).

find_program(VALOR_GXX NAMES g++-12 g++ DOC "The GCC that builds the programs once more without the plugin")

function(valor_three_way_test name)
  list(TRANSFORM ARGN PREPEND "${CMAKE_CURRENT_SOURCE_DIR}/" REGEX "^[^/]" OUTPUT_VARIABLE sources)
  set(programs)
  if(VALOR_ONCE_TESTS AND NOT VALOR_SANITIZE)
    _valor_gxx_program(${name} gxx ${sources})
    list(APPEND programs "${CMAKE_CURRENT_BINARY_DIR}/bin/${name}.gxx")
    set(texts)
    set(no_emit)
    foreach(source IN LISTS sources)
      if(EXISTS "${source}")
        file(STRINGS "${source}" marks REGEX "^// e2e: no emit: .")
        list(APPEND no_emit ${marks})
      endif()
    endforeach()
    if(NOT no_emit)
      foreach(source IN LISTS sources)
        _valor_emitted_text(${name} ${source} text)
        list(APPEND texts "${text}")
      endforeach()
      # What the sources include from beside them is found from the text too; what the plugin generates has no warnings.
      list(TRANSFORM sources REPLACE "(.*)/[^/]*$" "-iquote\\1" OUTPUT_VARIABLE beside)
      list(REMOVE_DUPLICATES beside)
      set(VALOR_THREE_WAY_GXX_FLAGS ${beside} $<$<BOOL:${VALOR_WERROR}>:-Werror>)
      _valor_gxx_program(${name} emit ${texts})
      unset(VALOR_THREE_WAY_GXX_FLAGS)
      list(APPEND programs "${CMAKE_CURRENT_BINARY_DIR}/bin/${name}.emit")
    endif()
  endif()
  set(variants clang O0 O2)
  if(NOT VALOR_ONCE_TESTS)
    set(variants clang O1)
  endif()
  foreach(variant IN LISTS variants)
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
  target_compile_options(${target} PRIVATE ${VALOR_THREE_WAY_FLAGS} $<IF:$<STREQUAL:${variant},clang>,-O0,-${variant}>)
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

# The text of one source as the plugin writes it for another compiler.
function(_valor_emitted_text name source out)
  cmake_path(GET source STEM stem)
  set(text "${CMAKE_CURRENT_BINARY_DIR}/bin/${name}.${stem}.emitted.cc")
  set(includes "${PROJECT_SOURCE_DIR}/runtime/include" "${PROJECT_SOURCE_DIR}/runtime" ${VALOR_THREE_WAY_INCLUDES})
  list(TRANSFORM includes PREPEND -I)
  set(command ${CMAKE_CXX_COMPILER} -std=c++20 ${VALOR_THREE_WAY_FLAGS} ${includes} "-fplugin=$<TARGET_FILE:valet>")
  set(header)
  if(VALOR_THREE_WAY_HEADER)
    set(pch "${PROJECT_BINARY_DIR}/three_way.emitted.pch")
    _valor_emitting_header("${pch}" ${command})
    list(APPEND command -include-pch "${pch}")
    set(header three_way.emitted.header)
  endif()
  add_custom_command(OUTPUT "${text}"
    COMMAND ${command} -fsyntax-only "-fplugin-arg-valet-emit=${text}" -MD -MF "${text}.d" -MT "${text}" "${source}"
    DEPENDS "${source}" valet ${header} DEPFILE "${text}.d" COMMENT "emit ${name}: ${stem}" VERBATIM)
  set(${out} "${text}" PARENT_SCOPE)
endfunction()

# What the texts include, compiled when the first of them asks for it.
function(_valor_emitting_header header)
  if(TARGET three_way.emitted.header)
    return()
  endif()
  add_custom_command(OUTPUT "${header}"
    COMMAND ${ARGN} -x c++-header -MD -MF "${header}.d" -MT "${header}" "${VALOR_THREE_WAY_HEADER}" -o "${header}"
    DEPENDS "${VALOR_THREE_WAY_HEADER}" valet DEPFILE "${header}.d" COMMENT "emit: the header" VERBATIM)
  add_custom_target(three_way.emitted.header DEPENDS "${header}")
endfunction()

# CMake has one C++ compiler a build; the second one is driven by hand. KIND: gxx, or emit for rewritten text.
function(_valor_gxx_program name kind)
  set(target ${name}.${kind})
  if(NOT VALOR_GXX)
    message(FATAL_ERROR "Valor: g++ was not found; on Debian: apt-get install g++")
  endif()
  set(program "${CMAKE_CURRENT_BINARY_DIR}/bin/${target}")
  set(includes "${PROJECT_SOURCE_DIR}/runtime/include" "${PROJECT_SOURCE_DIR}/runtime" ${VALOR_THREE_WAY_INCLUDES})
  list(TRANSFORM includes PREPEND -I)
  file(MAKE_DIRECTORY "${CMAKE_CURRENT_BINARY_DIR}/bin")
  _valor_gxx_flags(${kind} flags)
  if(VALOR_THREE_WAY_HEADER)
    set(header "${PROJECT_BINARY_DIR}/three_way.${kind}.h")
    _valor_gxx_header(${kind} ${header})
    list(APPEND flags -include "${header}")
  endif()
  set(objects)
  foreach(source IN LISTS ARGN)
    cmake_path(GET source FILENAME file)
    set(object "${program}.${file}.o")
    add_custom_command(OUTPUT "${object}"
      COMMAND ${VALOR_GXX} ${flags} ${VALOR_THREE_WAY_GXX_FLAGS} ${includes} -MD -MF "${object}.d" -MT "${object}" -c "${source}" -o "${object}"
      DEPENDS "${source}" $<$<BOOL:${VALOR_THREE_WAY_HEADER}>:three_way.${kind}.header> DEPFILE "${object}.d" COMMENT "g++ ${target}: ${file}" VERBATIM)
    list(APPEND objects "${object}")
  endforeach()
  set(libraries ${VALOR_THREE_WAY_LIBRARIES})
  list(TRANSFORM libraries REPLACE "(.+)" "$<TARGET_FILE:\\1>")
  add_custom_command(OUTPUT "${program}" COMMAND ${VALOR_GXX} -o "${program}" ${objects} ${libraries}
    DEPENDS ${objects} ${VALOR_THREE_WAY_LIBRARIES} COMMENT "g++ ${target}" VERBATIM)
  add_custom_target(${target} ALL DEPENDS "${program}")
endfunction()

function(_valor_gxx_flags kind out)
  set(flags -std=c++20 -O1 -Wall -Wextra ${VALOR_THREE_WAY_FLAGS})
  if(kind STREQUAL emit)
    list(APPEND flags -DVALOR_EMITTED=1) # as the text itself says, but the header comes before it
  endif()
  set(${out} ${flags} PARENT_SCOPE)
endfunction()

# Precompiled when the first program asks for it. What includes ${header} gets ${header}.gch.
function(_valor_gxx_header kind header)
  if(TARGET three_way.${kind}.header)
    return()
  endif()
  _valor_gxx_flags(${kind} flags)
  set(includes "${PROJECT_SOURCE_DIR}/runtime/include" "${PROJECT_SOURCE_DIR}/runtime" ${VALOR_THREE_WAY_INCLUDES})
  list(TRANSFORM includes PREPEND -I)
  file(GENERATE OUTPUT "${header}" CONTENT "#include \"${VALOR_THREE_WAY_HEADER}\"\n")
  add_custom_command(OUTPUT "${header}.gch"
    COMMAND ${VALOR_GXX} ${flags} ${includes} -MD -MF "${header}.d" -MT "${header}.gch" -x c++-header "${header}" -o "${header}.gch"
    DEPENDS "${header}" DEPFILE "${header}.d" COMMENT "g++ ${kind}: the header" VERBATIM)
  add_custom_target(three_way.${kind}.header DEPENDS "${header}.gch")
endfunction()
