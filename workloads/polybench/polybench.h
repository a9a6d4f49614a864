/* What the thirty kernels share: their data, memory, and the two lines that each prints. README.md defines them. */
#ifndef POLYBENCH_H
#define POLYBENCH_H

#include "argument.h"

#include <inttypes.h>
#include <stdint.h>
#include <string.h>

static const double alpha = 1.5;
static const double beta = 1.2;

/* Kernels whose work is no more than a few operations for each number of their data do it so many times. */
enum { rounds = 20 };

/* Memory for `count` things of `size` bytes, all zero. What a kernel computes on is never given back: it ends with it. */
static inline void *zeros(size_t count, size_t size)
{
    void *memory = calloc(count, size);
    if (memory == NULL) {
        fputs("out of memory; give a smaller number\n", stderr);
        exit(1);
    }
    return memory;
}

/* A vector, and a matrix of contiguous rows: `double (*a)[columns] = matrix(rows, columns);` */
static inline double *vector(int length)
{
    return zeros((size_t)length, sizeof(double));
}

static inline void *matrix(int rows, int columns)
{
    return zeros((size_t)rows * (size_t)columns, sizeof(double));
}

/* The number at (i, j) in the k-th matrix of a kernel. 64 bits: 13 i j passes 2^31 at 13,000. */
static inline double element(int k, int i, int j)
{
    return (double)((INT64_C(7) * i + INT64_C(11) * j + INT64_C(13) * i * j + INT64_C(5) * k) % 97) / 97.0;
}

static inline void fill_vector(int k, int length, double *v)
{
    for (int i = 0; i < length; i++)
        v[i] = element(k, i, 0);
}

static inline void fill_matrix(int k, int rows, int columns, double (*a)[columns])
{
    for (int i = 0; i < rows; i++)
        for (int j = 0; j < columns; j++)
            a[i][j] = element(k, i, j);
}

/* Symmetric and positive definite. */
static inline void fill_dominant(int k, int n, double (*a)[n])
{
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++)
            a[i][j] = element(k, i < j ? i : j, i < j ? j : i) + (i == j ? n : 0);
}

/* What was computed, told number by number. */
struct result {
    double sum;
    uint64_t bits;
    uint64_t count;
};

static inline void tell(struct result *result, double number)
{
    uint64_t bits;
    memcpy(&bits, &number, sizeof bits);
    /* FNV-1a's prime; whole numbers at a time, and the high half folded down, which a product alone never reaches. */
    result->bits = (result->bits ^ bits) * UINT64_C(1099511628211);
    result->bits ^= result->bits >> 32;
    result->sum += (double)(1 + result->count++ % 11) * number;
}

static inline void tell_vector(struct result *result, int length, const double *v)
{
    for (int i = 0; i < length; i++)
        tell(result, v[i]);
}

static inline void tell_matrix(struct result *result, int rows, int columns, double (*a)[columns])
{
    for (int i = 0; i < rows; i++)
        tell_vector(result, columns, a[i]);
}

static inline void print_result(const struct result *result)
{
    printf("sum %.12e\nbits %016" PRIx64 "\n", result->sum, result->bits);
}

#endif
