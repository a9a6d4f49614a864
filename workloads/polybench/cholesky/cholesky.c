/* cholesky: A = L L^T, L in A's lower triangle. README.md of the suite defines dimensions and data. */
#include "polybench.h"

#include <math.h>

static void cholesky(int n, double (*a)[n])
{
    for (int i = 0; i < n; i++) {
        for (int j = 0; j < i; j++) {
            double rest = a[i][j];
            for (int k = 0; k < j; k++)
                rest -= a[i][k] * a[j][k];
            a[i][j] = rest / a[j][j];
        }
        double rest = a[i][i];
        for (int k = 0; k < i; k++)
            rest -= a[i][k] * a[i][k];
        a[i][i] = sqrt(rest);
    }
}

int main(int argc, char **argv)
{
    const int n = (int)argument(argc, argv, 4, 4000);
    double(*a)[n] = matrix(n, n);
    fill_dominant(0, n, a);

    cholesky(n, a);

    struct result result = { 0 };
    for (int i = 0; i < n; i++)
        tell_vector(&result, i + 1, a[i]);
    print_result(&result);
}
