/* trisolv: x from L x = b, forward substitution. README.md of the suite defines dimensions and data. */
#include "polybench.h"

static void trisolv(int n, double (*l)[n], const double *b, double *x)
{
    for (int i = 0; i < n; i++) {
        double rest = b[i];
        for (int j = 0; j < i; j++)
            rest -= l[i][j] * x[j];
        x[i] = rest / l[i][i];
    }
}

int main(int argc, char **argv)
{
    const int n = (int)argument(argc, argv, 4, 10000);
    double(*l)[n] = matrix(n, n);
    double *b = vector(n);
    double *x = vector(n);
    fill_dominant(0, n, l);
    fill_vector(1, n, b);

    for (int round = 0; round < rounds; round++) {
        trisolv(n, l, b, x);
        for (int i = 0; i < n; i++)
            b[i] = x[i] * n;
    }

    struct result result = { 0 };
    tell_vector(&result, n, x);
    print_result(&result);
}
