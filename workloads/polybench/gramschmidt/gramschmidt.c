/* gramschmidt: A = Q R, modified Gram-Schmidt. README.md of the suite defines dimensions and data. */
#include "polybench.h"

#include <math.h>

static void gramschmidt(int m, int n, double (*a)[n], double (*q)[n], double (*r)[n])
{
    for (int k = 0; k < n; k++) {
        double squares = 0.0;
        for (int i = 0; i < m; i++)
            squares += a[i][k] * a[i][k];
        r[k][k] = sqrt(squares);
        for (int i = 0; i < m; i++)
            q[i][k] = a[i][k] / r[k][k];
        for (int i = 0; i < m; i++)
            for (int j = k + 1; j < n; j++)
                r[k][j] += q[i][k] * a[i][j];
        for (int i = 0; i < m; i++)
            for (int j = k + 1; j < n; j++)
                a[i][j] -= q[i][k] * r[k][j];
    }
}

int main(int argc, char **argv)
{
    const int n = (int)argument(argc, argv, 4, 4000);
    const int m = n * 12 / 10;
    double(*a)[n] = matrix(m, n);
    double(*q)[n] = matrix(m, n);
    double(*r)[n] = matrix(n, n);
    fill_matrix(0, m, n, a);
    for (int i = 0; i < n; i++)
        a[i][i] += (double)n;

    gramschmidt(m, n, a, q, r);

    struct result result = { 0 };
    tell_matrix(&result, m, n, q);
    tell_matrix(&result, n, n, r);
    print_result(&result);
}
