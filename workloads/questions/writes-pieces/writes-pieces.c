/* writes-pieces: writes, with two pieces in each call. */
#define IN_PIECES
#include "../writes/writes.c"
