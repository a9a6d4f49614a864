/* covariance: C = (D - mean)^T (D - mean) / (p - 1). README.md of the suite defines dimensions and data. */
#include "polybench.h"

static void covariance(int p, int n, double (*d)[n], double *mean, double (*c)[n])
{
    for (int k = 0; k < p; k++)
        for (int i = 0; i < n; i++)
            mean[i] += d[k][i];
    for (int i = 0; i < n; i++)
        mean[i] /= (double)p;
    for (int k = 0; k < p; k++)
        for (int i = 0; i < n; i++)
            d[k][i] -= mean[i];
    for (int i = 0; i < n; i++) {
        for (int k = 0; k < p; k++)
            for (int j = i; j < n; j++)
                c[i][j] += d[k][i] * d[k][j];
        for (int j = i; j < n; j++) {
            c[i][j] /= (double)(p - 1);
            c[j][i] = c[i][j];
        }
    }
}

int main(int argc, char **argv)
{
    const int n = (int)argument(argc, argv, 4, 4000);
    const int p = n * 14 / 12;
    double(*d)[n] = matrix(p, n);
    double *mean = vector(n);
    double(*c)[n] = matrix(n, n);
    fill_matrix(0, p, n, d);

    covariance(p, n, d, mean, c);

    struct result result = { 0 };
    tell_matrix(&result, n, n, c);
    print_result(&result);
}
