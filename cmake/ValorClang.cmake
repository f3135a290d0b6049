# Finds the LLVM and Clang headers of VALOR_LLVM and checks that the compiler is the Clang they belong to.
#
# Gives: valor_clang_headers (INTERFACE), what a plugin is compiled against: system include directories and
#        compile definitions. It links no LLVM or Clang library: the clang binary that loads the plugin brings
#        them, and a second copy would have its own registries and options.
#        VALOR_LLVM_BINDIR, where FileCheck and its friends are.
# Asks llvm-config, not ClangConfig.cmake: the latter wants the development files of every library that LLVM
# itself was linked to, none of which matters here.

if(NOT CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  message(FATAL_ERROR "Valor: the compiler is ${CMAKE_CXX_COMPILER_ID} (${CMAKE_CXX_COMPILER}), but coroutines are rewritten by a plugin "
    "for Clang ${VALOR_LLVM}. Configure with -DCMAKE_CXX_COMPILER=clang++-${VALOR_LLVM}, or leave the compiler unset.")
endif()
string(REGEX MATCH "^[0-9]+" _valor_compiler_major "${CMAKE_CXX_COMPILER_VERSION}")
if(NOT _valor_compiler_major EQUAL VALOR_LLVM)
  message(FATAL_ERROR "Valor: the compiler ${CMAKE_CXX_COMPILER} is Clang ${CMAKE_CXX_COMPILER_VERSION}, but VALOR_LLVM is ${VALOR_LLVM}. A plugin loads only "
    "into the Clang it was built for: use -DVALOR_LLVM=${_valor_compiler_major}, or -DCMAKE_CXX_COMPILER=clang++-${VALOR_LLVM}, in a fresh build directory.")
endif()

find_program(VALOR_LLVM_CONFIG NAMES llvm-config-${VALOR_LLVM} HINTS /usr/lib/llvm-${VALOR_LLVM}/bin DOC "llvm-config of VALOR_LLVM")
if(NOT VALOR_LLVM_CONFIG)
  valor_llvm_missing("llvm-config-${VALOR_LLVM} was not found.")
endif()

function(_valor_llvm_config option out)
  execute_process(COMMAND "${VALOR_LLVM_CONFIG}" ${option} OUTPUT_VARIABLE text OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
  set(${out} "${text}" PARENT_SCOPE)
endfunction()

_valor_llvm_config(--version VALOR_LLVM_VERSION)
_valor_llvm_config(--includedir _valor_includedir)
_valor_llvm_config(--bindir VALOR_LLVM_BINDIR)
_valor_llvm_config(--cppflags _valor_cppflags)

if(NOT EXISTS "${_valor_includedir}/llvm/Config/llvm-config.h" OR NOT EXISTS "${_valor_includedir}/clang/Parse/Parser.h")
  valor_llvm_missing("the headers of LLVM and Clang were not found in ${_valor_includedir}.")
endif()

separate_arguments(_valor_cppflags UNIX_COMMAND "${_valor_cppflags}")
set(_valor_definitions ${_valor_cppflags})
list(FILTER _valor_definitions INCLUDE REGEX "^-D")
list(TRANSFORM _valor_definitions REPLACE "^-D" "")

add_library(valor_clang_headers INTERFACE)
target_include_directories(valor_clang_headers SYSTEM INTERFACE "${_valor_includedir}")
target_compile_definitions(valor_clang_headers INTERFACE ${_valor_definitions})

message(STATUS "Valor: Clang ${CMAKE_CXX_COMPILER_VERSION}, headers of LLVM ${VALOR_LLVM_VERSION} in ${_valor_includedir}")
