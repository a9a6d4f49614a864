/* 2mm: D <- beta D + (alpha A B) C. README.md of the suite defines dimensions and data. */
#include "polybench.h"

static void two_mm(int n, int m, int q, int r, double (*a)[q], double (*b)[m], double (*c)[r], double (*d)[r])
{
    double(*ab)[m] = matrix(n, m);
    for (int i = 0; i < n; i++)
        for (int k = 0; k < q; k++)
            for (int j = 0; j < m; j++)
                ab[i][j] += alpha * a[i][k] * b[k][j];
    for (int i = 0; i < n; i++) {
        for (int j = 0; j < r; j++)
            d[i][j] *= beta;
        for (int k = 0; k < m; k++)
            for (int j = 0; j < r; j++)
                d[i][j] += ab[i][k] * c[k][j];
    }
}

int main(int argc, char **argv)
{
    const int n = (int)argument(argc, argv, 4, 4000);
    const int m = n * 9 / 8;
    const int q = n * 11 / 8;
    const int r = n * 12 / 8;
    double(*a)[q] = matrix(n, q);
    double(*b)[m] = matrix(q, m);
    double(*c)[r] = matrix(m, r);
    double(*d)[r] = matrix(n, r);
    fill_matrix(0, n, q, a);
    fill_matrix(1, q, m, b);
    fill_matrix(2, m, r, c);
    fill_matrix(3, n, r, d);

    two_mm(n, m, q, r, a, b, c, d);

    struct result result = { 0 };
    tell_matrix(&result, n, r, d);
    print_result(&result);
}
