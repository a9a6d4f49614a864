/* lu: A = L U without pivoting, both in A's place. README.md of the suite defines dimensions and data. */
#include "polybench.h"

static void lu(int n, double (*a)[n])
{
    for (int i = 0; i < n; i++)
        for (int k = 0; k < i; k++) {
            const double factor = a[i][k] / a[k][k];
            a[i][k] = factor;
            for (int j = k + 1; j < n; j++)
                a[i][j] -= factor * a[k][j];
        }
}

int main(int argc, char **argv)
{
    const int n = (int)argument(argc, argv, 4, 4000);
    double(*a)[n] = matrix(n, n);
    fill_dominant(0, n, a);

    lu(n, a);

    struct result result = { 0 };
    tell_matrix(&result, n, n, a);
    print_result(&result);
}
