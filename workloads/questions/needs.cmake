# `./analysis setup --with questions` unpacks the sources of wasi-libc's malloc. Without them the programs of which some
# take long to build are not built either.
set(unpacked ${CMAKE_CURRENT_SOURCE_DIR}/../.tools/questions)
