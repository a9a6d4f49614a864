# `./analysis setup --with sqlite` unpacks the sources. SQLite uses more stack than wasm-ld's 64 KiB.
set(unpacked ${CMAKE_CURRENT_SOURCE_DIR}/../.tools/sqlite)
if(WORKLOAD_TARGET STREQUAL "wasm32-wasi")
  set(link_options -Wl,-z,stack-size=1048576)
endif()
