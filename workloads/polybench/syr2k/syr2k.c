/* syr2k: C <- beta C + alpha A B^T + alpha B A^T, lower triangle only. README.md of the suite defines dimensions and
   data. */
#include "polybench.h"

static void syr2k(int n, int m, double (*a)[m], double (*b)[m], double (*c)[n])
{
    for (int i = 0; i < n; i++)
        for (int j = 0; j <= i; j++) {
            double sum = beta * c[i][j];
            for (int k = 0; k < m; k++)
                sum += alpha * a[i][k] * b[j][k] + alpha * b[i][k] * a[j][k];
            c[i][j] = sum;
        }
}

int main(int argc, char **argv)
{
    const int n = (int)argument(argc, argv, 4, 4000);
    const int m = n * 12 / 10;
    double(*a)[m] = matrix(n, m);
    double(*b)[m] = matrix(n, m);
    double(*c)[n] = matrix(n, n);
    fill_matrix(0, n, m, a);
    fill_matrix(1, n, m, b);
    fill_matrix(2, n, n, c);

    syr2k(n, m, a, b, c);

    struct result result = { 0 };
    tell_matrix(&result, n, n, c);
    print_result(&result);
}
