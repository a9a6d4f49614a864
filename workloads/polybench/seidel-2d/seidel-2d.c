/* seidel-2d: A <- the mean of 3 x 3 numbers, in place. README.md of the suite defines dimensions and data. */
#include "polybench.h"

static void seidel_2d(int n, int steps, double (*a)[n])
{
    for (int t = 0; t < steps; t++)
        for (int i = 1; i < n - 1; i++)
            for (int j = 1; j < n - 1; j++)
                a[i][j] = (a[i - 1][j - 1] + a[i - 1][j] + a[i - 1][j + 1]
                              + a[i][j - 1] + a[i][j] + a[i][j + 1]
                              + a[i + 1][j - 1] + a[i + 1][j] + a[i + 1][j + 1])
                    / 9.0;
}

int main(int argc, char **argv)
{
    const int n = (int)argument(argc, argv, 4, 4000);
    const int steps = n / 4;
    double(*a)[n] = matrix(n, n);
    fill_matrix(0, n, n, a);

    seidel_2d(n, steps, a);

    struct result result = { 0 };
    tell_matrix(&result, n, n, a);
    print_result(&result);
}
