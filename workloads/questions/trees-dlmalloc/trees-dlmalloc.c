/* trees, natively with the allocator that modules have: the malloc of wasi-libc, which grows memory by pages of
   WebAssembly. A module has it anyway. */
#ifndef __wasm__
#define _DEFAULT_SOURCE /* sbrk */
#define __wasilibc_unmodified_upstream 1 /* not the heap of a module */
#define malloc_getpagesize 65536
const int __ENOMEM = 12, __EINVAL = 22;
#include "dlmalloc.c"
#endif
#include "../trees/trees.c"
