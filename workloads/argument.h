/* The arguments that a workload takes. A wrong plan must fail with a sentence, not with a wrong digest. */
#ifndef ARGUMENT_H
#define ARGUMENT_H

#include <stdio.h>
#include <stdlib.h>

/* The whole number in argv[at], of `count` arguments in all. If it is missing or outside the limits, the program ends
   with exit code 2. `highest` must be below 2^31 - 1: wasm32 has a 32-bit long. */
static inline long argument_at(int at, int count, int argc, char **argv, long lowest, long highest)
{
    char *end = NULL;
    const long value = argc == count + 1 ? strtol(argv[at], &end, 10) : 0;
    if (argc != count + 1 || end == argv[at] || *end != '\0' || value < lowest || value > highest) {
        if (count == 1)
            fprintf(stderr, "%s: give one argument, a whole number from %ld to %ld\n", argv[0], lowest, highest);
        else
            fprintf(stderr, "%s: give %d arguments, number %d a whole number from %ld to %ld\n", argv[0], count, at, lowest, highest);
        exit(2);
    }
    return value;
}

/* The only argument. */
static inline long argument(int argc, char **argv, long lowest, long highest)
{
    return argument_at(1, 1, argc, argv, lowest, highest);
}

#endif
