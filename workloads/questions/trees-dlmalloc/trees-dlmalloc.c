/* trees, natively with the allocator that modules have: the malloc of wasi-libc. */
#include "../trees/trees.c"
