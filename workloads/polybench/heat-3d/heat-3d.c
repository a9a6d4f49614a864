/* heat-3d: B = A + 1/8 of A's second differences, and back. README.md of the suite defines dimensions and data. */
#include "polybench.h"

static void sweep(int n, double (*from)[n][n], double (*to)[n][n])
{
    for (int i = 1; i < n - 1; i++)
        for (int j = 1; j < n - 1; j++)
            for (int l = 1; l < n - 1; l++)
                to[i][j][l] = from[i][j][l]
                    + 0.125 * (from[i + 1][j][l] - 2.0 * from[i][j][l] + from[i - 1][j][l])
                    + 0.125 * (from[i][j + 1][l] - 2.0 * from[i][j][l] + from[i][j - 1][l])
                    + 0.125 * (from[i][j][l + 1] - 2.0 * from[i][j][l] + from[i][j][l - 1]);
}

static void heat_3d(int n, int steps, double (*a)[n][n], double (*b)[n][n])
{
    for (int t = 0; t < steps; t++) {
        sweep(n, a, b);
        sweep(n, b, a);
    }
}

int main(int argc, char **argv)
{
    const int n = (int)argument(argc, argv, 4, 300);
    const int steps = 2 * n;
    double(*a)[n][n] = zeros((size_t)n * (size_t)n * (size_t)n, sizeof(double));
    double(*b)[n][n] = zeros((size_t)n * (size_t)n * (size_t)n, sizeof(double));
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++)
            for (int l = 0; l < n; l++) {
                a[i][j][l] = element(0, i, j + l);
                b[i][j][l] = element(1, i, j + l);
            }

    heat_3d(n, steps, a, b);

    struct result result = { 0 };
    for (int i = 0; i < n; i++)
        tell_matrix(&result, n, n, a[i]);
    print_result(&result);
}
