/* nussinov: t[i][j] = the most pairs in the bases i to j. README.md of the suite defines dimensions and data. */
#include "polybench.h"

static inline int32_t larger(int32_t a, int32_t b)
{
    return a > b ? a : b;
}

static void nussinov(int n, const int32_t *base, int32_t (*t)[n])
{
    for (int i = n - 1; i >= 0; i--)
        for (int j = i + 1; j < n; j++) {
            const int32_t pair = j - i > 1 && base[i] + base[j] == 3 ? 1 : 0;
            int32_t most = larger(t[i][j - 1], t[i + 1][j]);
            most = larger(most, t[i + 1][j - 1] + pair);
            for (int k = i + 1; k < j; k++)
                most = larger(most, t[i][k] + t[k + 1][j]);
            t[i][j] = most;
        }
}

int main(int argc, char **argv)
{
    const int n = (int)argument(argc, argv, 4, 4000);
    int32_t *base = zeros((size_t)n, sizeof(int32_t));
    int32_t(*t)[n] = zeros((size_t)n * (size_t)n, sizeof(int32_t));
    for (int i = 0; i < n; i++)
        base[i] = (i * (i + 1) / 2) % 4;

    nussinov(n, base, t);

    struct result result = { 0 };
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++)
            tell(&result, (double)t[i][j]);
    print_result(&result);
}
