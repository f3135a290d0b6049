# valor_warnings (INTERFACE): the warnings that all code of this repository is kept free of.
# valor_sanitize(): the sanitizers of VALOR_SANITIZE, for everything added to the calling directory afterwards.

add_library(valor_warnings INTERFACE)
target_compile_options(valor_warnings INTERFACE -Wall -Wextra $<$<BOOL:${VALOR_WERROR}>:-Werror>)

macro(valor_sanitize)
  if(VALOR_SANITIZE)
    add_compile_options(-fsanitize=${VALOR_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
    add_link_options(-fsanitize=${VALOR_SANITIZE})
  endif()
endmacro()
