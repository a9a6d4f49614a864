/* fannkuch-redux, after the Computer Language Benchmarks Game:
   https://benchmarksgame-team.pages.debian.net/benchmarksgame/description/fannkuchredux.html
   and Anderson and Rettig, Performing Lisp Analysis of the FANNKUCH Benchmark, 1994. */
#include "argument.h"

#include <stdbool.h>
#include <string.h>

enum { LONGEST = 12 };

/* How many times the first k items must be reversed until a 1 is first. k is the first item, counted from 1. Items
   count from 0 here. Works on a copy. */
static int flips_of(const int *permutation, int n)
{
    int items[LONGEST];
    memcpy(items, permutation, (size_t)n * sizeof *items);

    int flips = 0;
    for (int first = items[0]; first != 0; first = items[0]) {
        for (int low = 0, high = first; low < high; low++, high--) {
            const int kept = items[low];
            items[low] = items[high];
            items[high] = kept;
        }
        flips++;
    }
    return flips;
}

/* The next permutation, in the order that the signs of the checksum depend on. Prefixes are rotated to the left. Each
   prefix is rotated as often as it is long before the prefix that is one item longer. False after the last. */
static bool advance(int *permutation, int *rotations, int n)
{
    for (int last = 1; last < n; last++) {
        const int first = permutation[0];
        for (int i = 0; i < last; i++)
            permutation[i] = permutation[i + 1];
        permutation[last] = first;
        if (++rotations[last] <= last)
            return true;
        rotations[last] = 0;
    }
    return false;
}

int main(int argc, char **argv)
{
    const int n = (int)argument(argc, argv, 1, LONGEST);
    int permutation[LONGEST], rotations[LONGEST] = {0};
    for (int i = 0; i < n; i++)
        permutation[i] = i;

    int checksum = 0, most = 0, sign = 1;
    do {
        const int flips = flips_of(permutation, n);
        most = flips > most ? flips : most;
        checksum += sign * flips;
        sign = -sign;
    } while (advance(permutation, rotations, n));

    printf("%d\nPfannkuchen(%d) = %d\n", checksum, n, most);
}
