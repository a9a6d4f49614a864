/* durbin: y from T y = -r, Levinson-Durbin recursion. README.md of the suite defines dimensions and data. */
#include "polybench.h"

/* `z` is scratch: the solution of order k, while that of order k - 1 is still read. */
static void durbin(int n, const double *r, double *y, double *z)
{
    double error = 1.0;
    double reflection = -r[0];
    y[0] = reflection;
    for (int k = 1; k < n; k++) {
        error *= 1.0 - reflection * reflection;
        double sum = r[k];
        for (int i = 0; i < k; i++)
            sum += r[k - 1 - i] * y[i];
        reflection = -sum / error;
        for (int i = 0; i < k; i++)
            z[i] = y[i] + reflection * y[k - 1 - i];
        for (int i = 0; i < k; i++)
            y[i] = z[i];
        y[k] = reflection;
    }
}

int main(int argc, char **argv)
{
    const int n = (int)argument(argc, argv, 4, 100000);
    double *r = vector(n);
    double *y = vector(n);
    double *z = vector(n);
    for (int i = 0; i < n; i++)
        r[i] = 1.0 / (2.0 * (i + 2.0) * (i + 2.0));

    durbin(n, r, y, z);

    struct result result = { 0 };
    tell_vector(&result, n, y);
    print_result(&result);
}
