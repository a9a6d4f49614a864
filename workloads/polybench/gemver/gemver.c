/* gemver: A <- A + u v^T + s t^T; x <- x + beta A^T y; x <- x + z; w <- alpha A x. README.md of the suite defines
   dimensions and data. */
#include "polybench.h"

static void gemver(int n, double (*a)[n], const double *u, const double *v, const double *s, const double *t, double *x,
                   const double *y, const double *z, double *w)
{
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++)
            a[i][j] = a[i][j] + u[i] * v[j] + s[i] * t[j];
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++)
            x[j] += beta * a[i][j] * y[i];
    for (int i = 0; i < n; i++)
        x[i] += z[i];
    for (int i = 0; i < n; i++) {
        double sum = 0;
        for (int j = 0; j < n; j++)
            sum += alpha * a[i][j] * x[j];
        w[i] = sum;
    }
}

int main(int argc, char **argv)
{
    const int n = (int)argument(argc, argv, 4, 10000);
    double(*a)[n] = matrix(n, n);
    double *u = vector(n);
    double *v = vector(n);
    double *s = vector(n);
    double *t = vector(n);
    double *x = vector(n);
    double *y = vector(n);
    double *z = vector(n);
    double *w = vector(n);
    fill_matrix(0, n, n, a);
    fill_vector(1, n, u);
    fill_vector(2, n, v);
    fill_vector(3, n, s);
    fill_vector(4, n, t);
    fill_vector(5, n, x);
    fill_vector(6, n, y);
    fill_vector(7, n, z);

    for (int round = 0; round < rounds; round++)
        gemver(n, a, u, v, s, t, x, y, z, w);

    struct result result = { 0 };
    tell_matrix(&result, n, n, a);
    tell_vector(&result, n, x);
    tell_vector(&result, n, w);
    print_result(&result);
}
