/* ludcmp: solves A x = b by A = L U, L y = b, U x = y. README.md of the suite defines dimensions and data. */
#include "polybench.h"

static void ludcmp(int n, double (*a)[n], const double *b, double *x)
{
    for (int i = 0; i < n; i++)
        for (int k = 0; k < i; k++) {
            const double factor = a[i][k] / a[k][k];
            a[i][k] = factor;
            for (int j = k + 1; j < n; j++)
                a[i][j] -= factor * a[k][j];
        }

    double *y = vector(n);
    for (int i = 0; i < n; i++) {
        double rest = b[i];
        for (int j = 0; j < i; j++)
            rest -= a[i][j] * y[j];
        y[i] = rest;
    }
    for (int i = n - 1; i >= 0; i--) {
        double rest = y[i];
        for (int j = i + 1; j < n; j++)
            rest -= a[i][j] * x[j];
        x[i] = rest / a[i][i];
    }
}

int main(int argc, char **argv)
{
    const int n = (int)argument(argc, argv, 4, 4000);
    double(*a)[n] = matrix(n, n);
    double *b = vector(n);
    double *x = vector(n);
    fill_dominant(0, n, a);
    fill_vector(1, n, b);

    ludcmp(n, a, b, x);

    struct result result = { 0 };
    tell_vector(&result, n, x);
    print_result(&result);
}
