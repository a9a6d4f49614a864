/* trees, of nodes that come from a pool, with pointers as links. */
#define POOL
#include "../trees/trees.c"
