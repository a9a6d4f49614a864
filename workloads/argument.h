/* The one argument that a workload takes. A wrong plan must fail with a sentence, not with a wrong digest. */
#ifndef ARGUMENT_H
#define ARGUMENT_H

#include <stdio.h>
#include <stdlib.h>

/* The whole number in argv[1]. If it is missing or outside the limits, the program ends with exit code 2. `highest`
   must be below 2^31 - 1: wasm32 has a 32-bit long. */
static inline long argument(int argc, char **argv, long lowest, long highest)
{
    char *end = NULL;
    const long value = argc == 2 ? strtol(argv[1], &end, 10) : 0;
    if (argc != 2 || end == argv[1] || *end != '\0' || value < lowest || value > highest) {
        fprintf(stderr, "%s: give one argument, a whole number from %ld to %ld\n", argv[0], lowest, highest);
        exit(2);
    }
    return value;
}

#endif
