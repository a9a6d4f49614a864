/* trees, of nodes that come from a pool, with links of 32 bits on every machine. */
#define POOL
#define NARROW
#include "../trees/trees.c"
