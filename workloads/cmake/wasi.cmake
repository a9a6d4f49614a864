# WebAssembly modules for WASI, built with the WASI SDK if WASI_SDK_PATH names one, else with Debian's clang, lld and
# wasi-libc. wasm-ld's 64 KiB of stack are enough: no workload recurses deeper than binary-trees, one frame a level.
set(CMAKE_SYSTEM_NAME Generic)
set(CMAKE_SYSTEM_PROCESSOR wasm32)
if(DEFINED ENV{WASI_SDK_PATH})
  set(CMAKE_C_COMPILER $ENV{WASI_SDK_PATH}/bin/clang)
  set(CMAKE_SYSROOT $ENV{WASI_SDK_PATH}/share/wasi-sysroot)
else()
  set(CMAKE_C_COMPILER clang)
endif()
set(CMAKE_C_COMPILER_TARGET wasm32-wasi)
set(WORKLOAD_TARGET wasm32-wasi)
set(WORKLOAD_SUFFIX .wasm)
