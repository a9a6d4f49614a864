/* symm: C <- beta C + alpha S B, S symmetric, its lower triangle A's. README.md of the suite defines dimensions and
   data. */
#include "polybench.h"

static void symm(int n, int m, double (*a)[n], double (*b)[m], double (*c)[m])
{
    for (int i = 0; i < n; i++) {
        for (int j = 0; j < m; j++)
            c[i][j] *= beta;
        for (int k = 0; k < n; k++) {
            const double s = k <= i ? a[i][k] : a[k][i];
            for (int j = 0; j < m; j++)
                c[i][j] += alpha * s * b[k][j];
        }
    }
}

int main(int argc, char **argv)
{
    const int n = (int)argument(argc, argv, 4, 4000);
    const int m = n * 12 / 10;
    double(*a)[n] = matrix(n, n);
    double(*b)[m] = matrix(n, m);
    double(*c)[m] = matrix(n, m);
    fill_matrix(0, n, n, a);
    fill_matrix(1, n, m, b);
    fill_matrix(2, n, m, c);

    symm(n, m, a, b, c);

    struct result result = { 0 };
    tell_matrix(&result, n, m, c);
    print_result(&result);
}
