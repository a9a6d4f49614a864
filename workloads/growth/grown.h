/* grown: writes a byte as its first statement, as startup does, in a program that has functions which are never called.
   ALL(EACH) of the program that includes this file names them. */
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

/* TENk(EACH, n) is EACH for the 10^k numbers that begin with n. */
#define TEN1(EACH, n) EACH(n##0) EACH(n##1) EACH(n##2) EACH(n##3) EACH(n##4) EACH(n##5) EACH(n##6) EACH(n##7) EACH(n##8) EACH(n##9)
#define TEN2(EACH, n) \
    TEN1(EACH, n##0) TEN1(EACH, n##1) TEN1(EACH, n##2) TEN1(EACH, n##3) TEN1(EACH, n##4) \
    TEN1(EACH, n##5) TEN1(EACH, n##6) TEN1(EACH, n##7) TEN1(EACH, n##8) TEN1(EACH, n##9)
#define TEN3(EACH, n) \
    TEN2(EACH, n##0) TEN2(EACH, n##1) TEN2(EACH, n##2) TEN2(EACH, n##3) TEN2(EACH, n##4) \
    TEN2(EACH, n##5) TEN2(EACH, n##6) TEN2(EACH, n##7) TEN2(EACH, n##8) TEN2(EACH, n##9)
/* Arithmetic, a branch, a load and a store: what code is made of. The numbers make every function another
   one. It is compiled without optimisation, which would take minutes. */
#define STEP(n, k) \
    x = x * (2654435761u ^ (n * 97u + k)) + k; \
    if (x & (1u << (n + k) % 31)) \
        x ^= memory[(x >> k) % 64]; \
    else \
        memory[(x >> 3) % 64] += x ^ n;
#define FUNCTION(n) \
    static uint32_t grown_##n(uint32_t x) \
    { \
        STEP(n, 1) STEP(n, 2) STEP(n, 3) STEP(n, 4) STEP(n, 5) STEP(n, 6) STEP(n, 7) STEP(n, 8) STEP(n, 9) STEP(n, 10) \
        return x; \
    }
#define NAME(n) grown_##n,

static uint32_t memory[64];
ALL(FUNCTION)
static uint32_t nothing(uint32_t x) { return x; }
static uint32_t (*const functions[])(uint32_t) = {ALL(NAME) nothing};

int main(int argc, char **argv)
{
    if (write(STDOUT_FILENO, "\n", 1) != 1)
        return 1;
    /* No launch gives an argument; no compiler knows that. */
    if (argc > 1)
        memory[0] += functions[(size_t)atoi(argv[1]) % (sizeof functions / sizeof *functions)](memory[1]);
    return memory[0] == 1;
}
