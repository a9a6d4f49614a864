include(${CMAKE_CURRENT_SOURCE_DIR}/questions/needs.cmake)
set(compile_options -O0)
