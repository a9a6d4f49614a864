/* correlation: C = Z^T Z, Z = (D - mean) / (sqrt(p) sd). README.md of the suite defines dimensions and data. */
#include "polybench.h"

#include <math.h>

static void correlation(int p, int n, double (*d)[n], double *mean, double *sd, double (*c)[n])
{
    for (int k = 0; k < p; k++)
        for (int i = 0; i < n; i++)
            mean[i] += d[k][i];
    for (int i = 0; i < n; i++)
        mean[i] /= (double)p;
    for (int k = 0; k < p; k++)
        for (int i = 0; i < n; i++) {
            d[k][i] -= mean[i];
            sd[i] += d[k][i] * d[k][i];
        }
    for (int i = 0; i < n; i++) {
        sd[i] = sqrt(sd[i] / (double)p);
        if (!(sd[i] > 0.1))
            sd[i] = 1.0;
    }
    for (int k = 0; k < p; k++)
        for (int i = 0; i < n; i++)
            d[k][i] /= sqrt((double)p) * sd[i];
    for (int i = 0; i < n; i++) {
        c[i][i] = 1.0;
        for (int k = 0; k < p; k++)
            for (int j = i + 1; j < n; j++)
                c[i][j] += d[k][i] * d[k][j];
        for (int j = i + 1; j < n; j++)
            c[j][i] = c[i][j];
    }
}

int main(int argc, char **argv)
{
    const int n = (int)argument(argc, argv, 4, 4000);
    const int p = n * 14 / 12;
    double(*d)[n] = matrix(p, n);
    double *mean = vector(n);
    double *sd = vector(n);
    double(*c)[n] = matrix(n, n);
    fill_matrix(0, p, n, d);

    correlation(p, n, d, mean, sd, c);

    struct result result = { 0 };
    tell_matrix(&result, n, n, c);
    print_result(&result);
}
