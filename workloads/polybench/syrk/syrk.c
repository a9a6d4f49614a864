/* syrk: C <- beta C + alpha A A^T, lower triangle only. README.md of the suite defines dimensions and data. */
#include "polybench.h"

static void syrk(int n, int m, double (*a)[m], double (*c)[n])
{
    for (int i = 0; i < n; i++)
        for (int j = 0; j <= i; j++) {
            double sum = beta * c[i][j];
            for (int k = 0; k < m; k++)
                sum += alpha * a[i][k] * a[j][k];
            c[i][j] = sum;
        }
}

int main(int argc, char **argv)
{
    const int n = (int)argument(argc, argv, 4, 4000);
    const int m = n * 12 / 10;
    double(*a)[m] = matrix(n, m);
    double(*c)[n] = matrix(n, n);
    fill_matrix(0, n, m, a);
    fill_matrix(1, n, n, c);

    syrk(n, m, a, c);

    struct result result = { 0 };
    tell_matrix(&result, n, n, c);
    print_result(&result);
}
