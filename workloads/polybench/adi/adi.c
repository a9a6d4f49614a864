/* adi: u_t = 2 u_xx + u_yy, columns and rows by turns. README.md of the suite defines dimensions and data. */
#include "polybench.h"

/* Thomas algorithm: after elimination number j is q[j] - p[j] (number j + 1). The border is number 0, which is 1. */
static void adi(int n, int steps, double (*u)[n], double (*v)[n], double *p, double *q)
{
    const double dt = 1.0 / (double)steps;
    const double dx = 1.0 / (double)n;
    const double a = -2.0 * dt / (dx * dx) / 2.0;
    const double b = 1.0 - 2.0 * a;
    const double d = -dt / (dx * dx) / 2.0;
    const double e = 1.0 - 2.0 * d;
    p[0] = 0.0;
    q[0] = 1.0;
    for (int t = 0; t < steps; t++) {
        for (int i = 1; i < n - 1; i++) {
            for (int j = 1; j < n - 1; j++) {
                const double right = -d * u[j][i - 1] + (1.0 + 2.0 * d) * u[j][i] - d * u[j][i + 1];
                const double pivot = b - a * p[j - 1];
                p[j] = a / pivot;
                q[j] = (right - a * q[j - 1]) / pivot;
            }
            v[0][i] = 1.0;
            v[n - 1][i] = 1.0;
            for (int j = n - 2; j > 0; j--)
                v[j][i] = q[j] - p[j] * v[j + 1][i];
        }
        for (int i = 1; i < n - 1; i++) {
            for (int j = 1; j < n - 1; j++) {
                const double right = -a * v[i - 1][j] + (1.0 + 2.0 * a) * v[i][j] - a * v[i + 1][j];
                const double pivot = e - d * p[j - 1];
                p[j] = d / pivot;
                q[j] = (right - d * q[j - 1]) / pivot;
            }
            u[i][0] = 1.0;
            u[i][n - 1] = 1.0;
            for (int j = n - 2; j > 0; j--)
                u[i][j] = q[j] - p[j] * u[i][j + 1];
        }
    }
}

int main(int argc, char **argv)
{
    const int n = (int)argument(argc, argv, 4, 4000);
    const int steps = n / 2;
    double(*u)[n] = matrix(n, n);
    double(*v)[n] = matrix(n, n);
    double *p = vector(n);
    double *q = vector(n);
    fill_matrix(0, n, n, u);
    for (int i = 0; i < n; i++) {
        u[0][i] = 1.0;
        u[n - 1][i] = 1.0;
        u[i][0] = 1.0;
        u[i][n - 1] = 1.0;
    }

    adi(n, steps, u, v, p, q);

    struct result result = { 0 };
    tell_matrix(&result, n, n, u);
    print_result(&result);
}
