/* jacobi-1d: B[i] = (A[i-1] + A[i] + A[i+1]) / 3, and back. README.md of the suite defines dimensions and data. */
#include "polybench.h"

static void jacobi_1d(int n, int steps, double *a, double *b)
{
    for (int t = 0; t < steps; t++) {
        for (int i = 1; i < n - 1; i++)
            b[i] = (a[i - 1] + a[i] + a[i + 1]) / 3.0;
        for (int i = 1; i < n - 1; i++)
            a[i] = (b[i - 1] + b[i] + b[i + 1]) / 3.0;
    }
}

int main(int argc, char **argv)
{
    const int n = (int)argument(argc, argv, 4, 200000);
    const int steps = n / 4;
    double *a = vector(n);
    double *b = vector(n);
    fill_vector(0, n, a);
    fill_vector(1, n, b);

    jacobi_1d(n, steps, a, b);

    struct result result = { 0 };
    tell_vector(&result, n, a);
    print_result(&result);
}
