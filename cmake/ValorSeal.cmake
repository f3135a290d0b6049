# Valor::seal (INTERFACE): <valor/seal.h> and libsodium, which it needs. Not there without libsodium.
#
# The same file serves this build and, installed, the projects that find_package(Valor COMPONENTS seal). The header is
# installed in any case: whether libsodium is there matters only where it is used.

find_path(VALOR_SODIUM_INCLUDE_DIR sodium.h DOC "Where libsodium's header is (Debian: libsodium-dev)")
find_library(VALOR_SODIUM_LIBRARY sodium DOC "libsodium (Debian: libsodium-dev)")
mark_as_advanced(VALOR_SODIUM_INCLUDE_DIR VALOR_SODIUM_LIBRARY)

if(VALOR_SODIUM_INCLUDE_DIR AND VALOR_SODIUM_LIBRARY AND NOT TARGET Valor::seal)
  add_library(Valor::seal INTERFACE IMPORTED GLOBAL)
  target_include_directories(Valor::seal SYSTEM INTERFACE "${VALOR_SODIUM_INCLUDE_DIR}")
  target_compile_definitions(Valor::seal INTERFACE VALOR_SEAL) # valor.h includes valor/seal.h
  target_link_libraries(Valor::seal INTERFACE Valor::valor "${VALOR_SODIUM_LIBRARY}")
endif()
