/* gesummv: y = alpha A x + beta B x. README.md of the suite defines dimensions and data. */
#include "polybench.h"

static void gesummv(int n, double (*a)[n], double (*b)[n], const double *x, double *y)
{
    for (int i = 0; i < n; i++) {
        double ax = 0;
        double bx = 0;
        for (int j = 0; j < n; j++) {
            ax += a[i][j] * x[j];
            bx += b[i][j] * x[j];
        }
        y[i] = alpha * ax + beta * bx;
    }
}

int main(int argc, char **argv)
{
    const int n = (int)argument(argc, argv, 4, 7000);
    double(*a)[n] = matrix(n, n);
    double(*b)[n] = matrix(n, n);
    double *x = vector(n);
    double *y = vector(n);
    fill_matrix(0, n, n, a);
    fill_matrix(1, n, n, b);
    fill_vector(2, n, x);

    for (int round = 0; round < rounds; round++) {
        gesummv(n, a, b, x, y);
        for (int i = 0; i < n; i++)
            x[i] = y[i] / n;
    }

    struct result result = { 0 };
    tell_vector(&result, n, y);
    print_result(&result);
}
