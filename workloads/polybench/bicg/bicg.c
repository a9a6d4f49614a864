/* bicg: s = A^T r; q = A p. README.md of the suite defines dimensions and data. */
#include "polybench.h"

static void bicg(int n, int m, double (*a)[m], const double *r, const double *p, double *s, double *q)
{
    for (int j = 0; j < m; j++)
        s[j] = 0;
    for (int i = 0; i < n; i++) {
        double sum = 0;
        for (int j = 0; j < m; j++) {
            s[j] += a[i][j] * r[i];
            sum += a[i][j] * p[j];
        }
        q[i] = sum;
    }
}

int main(int argc, char **argv)
{
    const int n = (int)argument(argc, argv, 4, 10000);
    const int m = n * 9 / 10;
    double(*a)[m] = matrix(n, m);
    double *r = vector(n);
    double *p = vector(m);
    double *s = vector(m);
    double *q = vector(n);
    fill_matrix(0, n, m, a);
    fill_vector(1, n, r);
    fill_vector(2, m, p);

    for (int round = 0; round < rounds; round++) {
        bicg(n, m, a, r, p, s, q);
        for (int i = 0; i < n; i++)
            r[i] = q[i] / m;
        for (int j = 0; j < m; j++)
            p[j] = s[j] / n;
    }

    struct result result = { 0 };
    tell_vector(&result, m, s);
    tell_vector(&result, n, q);
    print_result(&result);
}
