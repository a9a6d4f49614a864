# Programs for ARM64, on any machine.
include(${CMAKE_CURRENT_LIST_DIR}/native.cmake)
include(${CMAKE_CURRENT_LIST_DIR}/to-arm64.cmake)
