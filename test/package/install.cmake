# cmake -DBUILD=... -DPREFIX=... -DLLVM=... -DWITH_TOOL=... -P install.cmake: install into an empty prefix, and check that everything promised is there.
file(REMOVE_RECURSE "${PREFIX}")
execute_process(COMMAND ${CMAKE_COMMAND} --install "${BUILD}" --prefix "${PREFIX}" OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
if(WITH_TOOL)
  set(command bin/valor)
endif()
foreach(file IN ITEMS ${command} lib/libvalet.so lib/valor/llvm-${LLVM}/libvalet.so include/valor.h include/ufser/ufser.h lib/pkgconfig/valor.pc lib/cmake/Valor/ValorConfig.cmake
    share/valor/gdb/valor_gdb.py)
  if(NOT EXISTS "${PREFIX}/${file}")
    message(SEND_ERROR "not installed: ${file}")
  endif()
endforeach()

# Nothing installed may know where it was built.
file(GLOB_RECURSE texts "${PREFIX}/*.cmake" "${PREFIX}/*.pc" "${PREFIX}/*.h")
foreach(text IN LISTS texts)
  file(READ "${text}" content)
  string(FIND "${content}" "${BUILD}" position)
  if(NOT position EQUAL -1)
    message(SEND_ERROR "${text} names the build directory ${BUILD}")
  endif()
endforeach()
