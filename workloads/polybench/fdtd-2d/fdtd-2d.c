/* fdtd-2d: Y -= dH/di / 2, X -= dH/dj / 2, H -= 0.7 (dX/dj + dY/di). README.md of the suite defines dimensions and data. */
#include "polybench.h"

static void fdtd_2d(int n, int m, int steps, double (*x)[m], double (*y)[m], double (*h)[m])
{
    for (int t = 0; t < steps; t++) {
        for (int j = 0; j < m; j++)
            y[0][j] = (double)t;
        for (int i = 1; i < n; i++)
            for (int j = 0; j < m; j++)
                y[i][j] -= 0.5 * (h[i][j] - h[i - 1][j]);
        for (int i = 0; i < n; i++)
            for (int j = 1; j < m; j++)
                x[i][j] -= 0.5 * (h[i][j] - h[i][j - 1]);
        for (int i = 0; i < n - 1; i++)
            for (int j = 0; j < m - 1; j++)
                h[i][j] -= 0.7 * (x[i][j + 1] - x[i][j] + y[i + 1][j] - y[i][j]);
    }
}

int main(int argc, char **argv)
{
    const int n = (int)argument(argc, argv, 4, 4000);
    const int m = n * 12 / 10;
    const int steps = n / 2;
    double(*x)[m] = matrix(n, m);
    double(*y)[m] = matrix(n, m);
    double(*h)[m] = matrix(n, m);
    fill_matrix(0, n, m, x);
    fill_matrix(1, n, m, y);
    fill_matrix(2, n, m, h);

    fdtd_2d(n, m, steps, x, y, h);

    struct result result = { 0 };
    tell_matrix(&result, n, m, x);
    tell_matrix(&result, n, m, y);
    tell_matrix(&result, n, m, h);
    print_result(&result);
}
