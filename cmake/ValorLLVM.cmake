# Which LLVM the build is for, decided before project() so that its Clang can be the build's compiler.
#
# A plugin works only in the Clang major version it was compiled for, and whatever is compiled through it must be
# compiled by that Clang. So VALOR_LLVM selects both at once: the headers and the compiler.
# Finding the headers is left to ValorClang.cmake, which runs once the compiler is known.

set(VALOR_LLVM_OLDEST 19)
set(VALOR_LLVM_NEWEST 22)
set(VALOR_LLVM 19 CACHE STRING "Major version of the LLVM and Clang that libvalet.so is built for (${VALOR_LLVM_OLDEST}..${VALOR_LLVM_NEWEST})")
set_property(CACHE VALOR_LLVM PROPERTY STRINGS 19 20 21 22)

# valor_llvm_missing(WHAT): stop, saying what is missing and which Debian packages bring it.
function(valor_llvm_missing what)
  set(v ${VALOR_LLVM})
  message(FATAL_ERROR "Valor: ${what}\n"
    "Install LLVM ${v}; on Debian 12:\n"
    "  apt-get install clang-${v} llvm-${v}-dev libclang-${v}-dev llvm-${v}-tools libclang-rt-${v}-dev\n"
    "or choose another with -DVALOR_LLVM=N (${VALOR_LLVM_OLDEST}..${VALOR_LLVM_NEWEST}; Debian 12 has 19 and 22). scripts/setup installs all that is needed.")
endfunction()

if(NOT VALOR_LLVM MATCHES "^[0-9]+$" OR VALOR_LLVM LESS VALOR_LLVM_OLDEST OR VALOR_LLVM GREATER VALOR_LLVM_NEWEST)
  message(FATAL_ERROR "Valor: VALOR_LLVM is '${VALOR_LLVM}'; supported are the major versions ${VALOR_LLVM_OLDEST} to ${VALOR_LLVM_NEWEST}.\n"
    "On Debian 12 install clang-19 llvm-19-dev libclang-19-dev llvm-19-tools libclang-rt-19-dev (or the same packages "
    "with 22) and configure with -DVALOR_LLVM=19 (or 22).")
endif()

# Not asked for a compiler: take the Clang of this LLVM. An explicit choice is respected here and checked later.
if(NOT DEFINED CMAKE_CXX_COMPILER AND "$ENV{CXX}" STREQUAL "")
  find_program(VALOR_CLANGXX NAMES clang++-${VALOR_LLVM} HINTS /usr/lib/llvm-${VALOR_LLVM}/bin DOC "The Clang that loads libvalet.so")
  if(NOT VALOR_CLANGXX)
    valor_llvm_missing("clang++-${VALOR_LLVM} was not found.")
  endif()
  set(CMAKE_CXX_COMPILER "${VALOR_CLANGXX}")
endif()
