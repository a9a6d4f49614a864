/* trmm: B <- alpha L^T B, L unit lower triangular. README.md of the suite defines dimensions and data. */
#include "polybench.h"

/* In place: row i of the product needs rows i and below of B, and those below have yet to change. */
static void trmm(int n, int m, double (*a)[n], double (*b)[m])
{
    for (int i = 0; i < n; i++) {
        for (int j = 0; j < m; j++)
            b[i][j] *= alpha;
        for (int k = i + 1; k < n; k++)
            for (int j = 0; j < m; j++)
                b[i][j] += alpha * a[k][i] * b[k][j];
    }
}

int main(int argc, char **argv)
{
    const int n = (int)argument(argc, argv, 4, 4000);
    const int m = n * 12 / 10;
    double(*a)[n] = matrix(n, n);
    double(*b)[m] = matrix(n, m);
    fill_matrix(0, n, n, a);
    fill_matrix(1, n, m, b);

    trmm(n, m, a, b);

    struct result result = { 0 };
    tell_matrix(&result, n, m, b);
    print_result(&result);
}
