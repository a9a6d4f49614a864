/* mvt: x <- x + A u; z <- z + A^T w. README.md of the suite defines dimensions and data. */
#include "polybench.h"

static void mvt(int n, double (*a)[n], double *x, double *z, const double *u, const double *w)
{
    for (int i = 0; i < n; i++) {
        double sum = x[i];
        for (int j = 0; j < n; j++)
            sum += a[i][j] * u[j];
        x[i] = sum;
    }
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++)
            z[j] += a[i][j] * w[i];
}

int main(int argc, char **argv)
{
    const int n = (int)argument(argc, argv, 4, 10000);
    double(*a)[n] = matrix(n, n);
    double *x = vector(n);
    double *z = vector(n);
    double *u = vector(n);
    double *w = vector(n);
    fill_matrix(0, n, n, a);
    fill_vector(1, n, x);
    fill_vector(2, n, z);
    fill_vector(3, n, u);
    fill_vector(4, n, w);

    for (int round = 0; round < rounds; round++) {
        mvt(n, a, x, z, u, w);
        for (int i = 0; i < n; i++) {
            u[i] = x[i] / n;
            w[i] = z[i] / n;
        }
    }

    struct result result = { 0 };
    tell_vector(&result, n, x);
    tell_vector(&result, n, z);
    print_result(&result);
}
