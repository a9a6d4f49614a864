/* jacobi-2d: B = the mean of A and its four neighbours, and back. README.md of the suite defines dimensions and data. */
#include "polybench.h"

static void jacobi_2d(int n, int steps, double (*a)[n], double (*b)[n])
{
    for (int t = 0; t < steps; t++) {
        for (int i = 1; i < n - 1; i++)
            for (int j = 1; j < n - 1; j++)
                b[i][j] = (a[i][j] + a[i][j - 1] + a[i][j + 1] + a[i + 1][j] + a[i - 1][j]) / 5.0;
        for (int i = 1; i < n - 1; i++)
            for (int j = 1; j < n - 1; j++)
                a[i][j] = (b[i][j] + b[i][j - 1] + b[i][j + 1] + b[i + 1][j] + b[i - 1][j]) / 5.0;
    }
}

int main(int argc, char **argv)
{
    const int n = (int)argument(argc, argv, 4, 4000);
    const int steps = n / 4;
    double(*a)[n] = matrix(n, n);
    double(*b)[n] = matrix(n, n);
    fill_matrix(0, n, n, a);
    fill_matrix(1, n, n, b);

    jacobi_2d(n, steps, a, b);

    struct result result = { 0 };
    tell_matrix(&result, n, n, a);
    print_result(&result);
}
