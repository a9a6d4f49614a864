/* spectral-norm, after the Computer Language Benchmarks Game:
   https://benchmarksgame-team.pages.debian.net/benchmarksgame/description/spectralnorm.html
   and Hundred-Dollar, Hundred-Digit Challenge, problem 3 (SIAM News, 2002): the norm of an infinite matrix,
   approached by the power method on its first n rows and columns. */
#include "argument.h"

#include <math.h>

/* The matrix 1, 1/2, 1/4, .. / 1/3, 1/5, .. / 1/6, .. : one over the numbers counted along its diagonals. */
static double element(int row, int column)
{
    return 1.0 / ((row + column) * (row + column + 1) / 2 + row + 1);
}

static void multiply(const double *vector, double *product, int n)
{
    for (int i = 0; i < n; i++) {
        product[i] = 0;
        for (int j = 0; j < n; j++)
            product[i] += element(i, j) * vector[j];
    }
}

static void multiply_transposed(const double *vector, double *product, int n)
{
    for (int i = 0; i < n; i++) {
        product[i] = 0;
        for (int j = 0; j < n; j++)
            product[i] += element(j, i) * vector[j];
    }
}

static double dot(const double *a, const double *b, int n)
{
    double sum = 0;
    for (int i = 0; i < n; i++)
        sum += a[i] * b[i];
    return sum;
}

int main(int argc, char **argv)
{
    /* Above the limit (row + column)^2 no longer fits an int. */
    const int n = (int)argument(argc, argv, 1, 20000);
    double *u = malloc((size_t)n * sizeof *u);
    double *v = malloc((size_t)n * sizeof *v);
    double *between = malloc((size_t)n * sizeof *between);
    if (u == NULL || v == NULL || between == NULL) {
        fputs("spectral-norm: out of memory; give a smaller number\n", stderr);
        return 1;
    }

    for (int i = 0; i < n; i++)
        u[i] = 1;
    for (int i = 0; i < 10; i++) {
        multiply(u, between, n);
        multiply_transposed(between, v, n);
        multiply(v, between, n);
        multiply_transposed(between, u, n);
    }
    printf("%.9f\n", sqrt(dot(u, v, n) / dot(v, v, n)));

    free(u);
    free(v);
    free(between);
}
