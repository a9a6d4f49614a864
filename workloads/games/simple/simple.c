/* simple: a plain loop. The 2022 report names such a program but does not show it. This one is Marsaglia's xorshift64
   (Xorshift RNGs, Journal of Statistical Software 8(14), 2003). Each round needs the round before, so that no compiler
   can fold the loop, unroll it into vectors or drop it. */
#include "argument.h"

#include <inttypes.h>

int main(int argc, char **argv)
{
    const long rounds = argument(argc, argv, 0, 2000000000);
    uint64_t state = 88172645463325252; /* the paper's seed */
    for (long i = 0; i < rounds; i++) {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
    }
    printf("%" PRIu64 "\n", state);
}
