/* deriche: recursive smoothing of rows, then columns. README.md of the suite defines dimensions and data. */
#include "polybench.h"

struct filter {
    double a1, a2, a3, a4, b1, b2;
};

/* e^x for small x. Powers of 1/4 and factorials up to 20! are exact in double precision. */
static double exponential(double x)
{
    double term[21];
    double power = 1.0;
    double factorial = 1.0;
    for (int i = 0; i <= 20; i++) {
        term[i] = power / factorial;
        power *= x;
        factorial *= (double)(i + 1);
    }
    double sum = 0.0;
    for (int i = 20; i >= 0; i--)
        sum += term[i];
    return sum;
}

/* One row or column, in place; `p` is scratch. The names with 1 and 2 are what came one and two steps before. */
static void smooth(struct filter f, int length, int stride, double *line, double *p)
{
    double in1 = 0.0, p1 = 0.0, p2 = 0.0;
    for (int j = 0; j < length; j++) {
        p[j] = f.a1 * line[j * stride] + f.a2 * in1 + f.b1 * p1 + f.b2 * p2;
        in1 = line[j * stride], p2 = p1, p1 = p[j];
    }
    double next1 = 0.0, next2 = 0.0, q1 = 0.0, q2 = 0.0;
    for (int j = length - 1; j >= 0; j--) {
        const double q = f.a3 * next1 + f.a4 * next2 + f.b1 * q1 + f.b2 * q2;
        next2 = next1, next1 = line[j * stride], q2 = q1, q1 = q;
        line[j * stride] = p[j] + q;
    }
}

static void deriche(int w, int h, double (*image)[h], double *p)
{
    const double strength = 0.25;
    const double x = exponential(-strength);
    const double k = (1.0 - x) * (1.0 - x) / (1.0 + 2.0 * strength * x - x * x);
    const struct filter f = { k, k * x * (strength - 1.0), k * x * (strength + 1.0), -k * (x * x), 2.0 * x, -(x * x) };
    for (int i = 0; i < w; i++)
        smooth(f, h, 1, image[i], p);
    for (int j = 0; j < h; j++)
        smooth(f, w, h, &image[0][j], p);
}

int main(int argc, char **argv)
{
    const int w = (int)argument(argc, argv, 4, 10000);
    const int h = w / 2;
    double(*image)[h] = matrix(w, h);
    double *p = vector(w);
    fill_matrix(0, w, h, image);

    for (int round = 0; round < rounds; round++)
        deriche(w, h, image, p);

    struct result result = { 0 };
    tell_matrix(&result, w, h, image);
    print_result(&result);
}
