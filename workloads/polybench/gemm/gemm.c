/* gemm: C <- beta C + alpha A B. README.md of the suite defines dimensions and data. */
#include "polybench.h"

static void gemm(int n, int m, int q, double (*a)[q], double (*b)[m], double (*c)[m])
{
    for (int i = 0; i < n; i++) {
        for (int j = 0; j < m; j++)
            c[i][j] *= beta;
        for (int k = 0; k < q; k++)
            for (int j = 0; j < m; j++)
                c[i][j] += alpha * a[i][k] * b[k][j];
    }
}

int main(int argc, char **argv)
{
    const int n = (int)argument(argc, argv, 4, 4000);
    const int m = n * 11 / 10;
    const int q = n * 12 / 10;
    double(*a)[q] = matrix(n, q);
    double(*b)[m] = matrix(q, m);
    double(*c)[m] = matrix(n, m);
    fill_matrix(0, n, q, a);
    fill_matrix(1, q, m, b);
    fill_matrix(2, n, m, c);

    gemm(n, m, q, a, b, c);

    struct result result = { 0 };
    tell_matrix(&result, n, m, c);
    print_result(&result);
}
