# Programs for this machine. They are static, so that the same file runs in a container that holds nothing else.
set(CMAKE_C_COMPILER clang)
set(CMAKE_EXE_LINKER_FLAGS_INIT -static)
set(WORKLOAD_TARGET native)
