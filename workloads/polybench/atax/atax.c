/* atax: y = A^T (A x). README.md of the suite defines dimensions and data. */
#include "polybench.h"

static void atax(int n, int m, double (*a)[m], const double *x, double *y)
{
    for (int j = 0; j < m; j++)
        y[j] = 0;
    for (int i = 0; i < n; i++) {
        double ax = 0;
        for (int j = 0; j < m; j++)
            ax += a[i][j] * x[j];
        for (int j = 0; j < m; j++)
            y[j] += a[i][j] * ax;
    }
}

int main(int argc, char **argv)
{
    const int n = (int)argument(argc, argv, 4, 10000);
    const int m = n * 11 / 10;
    double(*a)[m] = matrix(n, m);
    double *x = vector(m);
    double *y = vector(m);
    fill_matrix(0, n, m, a);
    fill_vector(1, m, x);

    for (int round = 0; round < rounds; round++) {
        atax(n, m, a, x, y);
        for (int j = 0; j < m; j++)
            x[j] = y[j] / ((double)n * m);
    }

    struct result result = { 0 };
    tell_vector(&result, m, y);
    print_result(&result);
}
