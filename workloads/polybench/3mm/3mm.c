/* 3mm: G = (A B) (C D). README.md of the suite defines dimensions and data. */
#include "polybench.h"

/* Z += X Y, with X: n x q and Y: q x m. */
static void multiply_add(int n, int m, int q, double (*x)[q], double (*y)[m], double (*z)[m])
{
    for (int i = 0; i < n; i++)
        for (int k = 0; k < q; k++)
            for (int j = 0; j < m; j++)
                z[i][j] += x[i][k] * y[k][j];
}

/* G comes as zeros. */
static void three_mm(int n, int m, int q, int r, int s, double (*a)[q], double (*b)[m], double (*c)[s], double (*d)[r],
                     double (*g)[r])
{
    double(*ab)[m] = matrix(n, m);
    double(*cd)[r] = matrix(m, r);
    multiply_add(n, m, q, a, b, ab);
    multiply_add(m, r, s, c, d, cd);
    multiply_add(n, r, m, ab, cd, g);
}

int main(int argc, char **argv)
{
    const int n = (int)argument(argc, argv, 4, 3000);
    const int m = n * 9 / 8;
    const int q = n * 10 / 8;
    const int r = n * 11 / 8;
    const int s = n * 12 / 8;
    double(*a)[q] = matrix(n, q);
    double(*b)[m] = matrix(q, m);
    double(*c)[s] = matrix(m, s);
    double(*d)[r] = matrix(s, r);
    double(*g)[r] = matrix(n, r);
    fill_matrix(0, n, q, a);
    fill_matrix(1, q, m, b);
    fill_matrix(2, m, s, c);
    fill_matrix(3, s, r, d);

    three_mm(n, m, q, r, s, a, b, c, d, g);

    struct result result = { 0 };
    tell_matrix(&result, n, r, g);
    print_result(&result);
}
