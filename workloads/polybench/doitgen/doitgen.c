/* doitgen: A[i][j][l] <- sum over s of A[i][j][s] C[s][l]. README.md of the suite defines dimensions and data. */
#include "polybench.h"

static void doitgen(int r, int q, int p, double (*a)[q][p], double (*c)[p])
{
    double *sum = vector(p);
    for (int i = 0; i < r; i++)
        for (int j = 0; j < q; j++) {
            for (int l = 0; l < p; l++)
                sum[l] = 0;
            for (int s = 0; s < p; s++)
                for (int l = 0; l < p; l++)
                    sum[l] += a[i][j][s] * c[s][l];
            for (int l = 0; l < p; l++)
                a[i][j][l] = sum[l];
        }
}

int main(int argc, char **argv)
{
    const int n = (int)argument(argc, argv, 4, 400);
    const int r = n;
    const int q = n * 9 / 10;
    const int p = n * 11 / 10;
    double(*a)[q][p] = matrix(r * q, p);
    double(*c)[p] = matrix(p, p);
    for (int i = 0; i < r; i++)
        for (int j = 0; j < q; j++)
            for (int l = 0; l < p; l++)
                a[i][j][l] = element(0, i, j + l);
    fill_matrix(1, p, p, c);

    doitgen(r, q, p, a, c);

    struct result result = { 0 };
    for (int i = 0; i < r; i++)
        tell_matrix(&result, q, p, a[i]);
    print_result(&result);
}
