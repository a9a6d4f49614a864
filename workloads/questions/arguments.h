/* The two arguments of a program here: whole numbers, as argument.h has them for one. It stands apart because argument.h is
   in modules that reference runs have, and their bytes must stay as they are. */
#ifndef ARGUMENTS_H
#define ARGUMENTS_H

#include <stdio.h>
#include <stdlib.h>

/* The whole number in argv[at], 1 or 2. If it is missing or outside the limits, the program ends with exit code 2.
   `highest` must be below 2^31 - 1: wasm32 has a 32-bit long. */
static inline long argument_at(int at, int argc, char **argv, long lowest, long highest)
{
    char *end = NULL;
    const long value = argc == 3 ? strtol(argv[at], &end, 10) : 0;
    if (argc != 3 || end == argv[at] || *end != '\0' || value < lowest || value > highest) {
        fprintf(stderr, "%s: give two arguments, number %d a whole number from %ld to %ld\n", argv[0], at, lowest, highest);
        exit(2);
    }
    return value;
}

#endif
