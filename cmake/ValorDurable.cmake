# Valor::durable (static): <valor/durable.h>. Installed, for the projects that find_package(Valor COMPONENTS durable): what the library was
# built with is found again here, so that it can be linked.

if(EXISTS "${CMAKE_CURRENT_LIST_DIR}/ValorDurableTargets.cmake" AND NOT TARGET Valor::durable)
  include("${CMAKE_CURRENT_LIST_DIR}/ValorDurableNeeds.cmake") # lists the packages, one each
  set(_valor_durable_lacks)
  foreach(_valor_need IN LISTS VALOR_DURABLE_NEEDS)
    find_package(${_valor_need} QUIET)
    if(NOT ${_valor_need}_FOUND)
      list(APPEND _valor_durable_lacks ${_valor_need})
    endif()
  endforeach()
  if(NOT _valor_durable_lacks)
    include("${CMAKE_CURRENT_LIST_DIR}/ValorDurableTargets.cmake")
  endif()
endif()
