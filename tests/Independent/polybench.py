#!/usr/bin/env python3
"""An independent check of the PolyBench workloads: plain Python from the page of definitions, other code than the programs.

    polybench.py KERNEL N

prints the weighted sum of the kernel's results for the size number N, as `sum %.12e`. Every kernel is written from
polybench/README.md, mostly by another road than the loop nest of the program: matrix products instead of loops, Gaussian
elimination with pivoting instead of a special solver, a convolution instead of a recursive filter. It agrees with a correct
program in double precision to some 1e-9, not to the last bit.
"""

import functools
import itertools
import math
import sys

ALPHA, BETA = 1.5, 1.2
ROUNDS = 20
SMALLEST, LARGEST = 2, 200
KERNELS = {}


def kernel(name):
    def register(function):
        KERNELS[name] = function
        return function
    return register


# ---- Data ----

def e(k, i, j):
    return (7 * i + 11 * j + 13 * i * j + 5 * k) % 97 / 97


def matrix(k, rows, columns):
    return [[e(k, i, j) for j in range(columns)] for i in range(rows)]


def vector(k, size):
    return [e(k, i, 0) for i in range(size)]


def dominant(k, n):
    return [[e(k, min(i, j), max(i, j)) + (n if i == j else 0) for j in range(n)] for i in range(n)]


# ---- Linear algebra, in general ----

def dot(x, y):
    return math.fsum(a * b for a, b in zip(x, y))


def transpose(a):
    return [list(column) for column in zip(*a)]


def apply(a, x):
    return [dot(row, x) for row in a]


def matmul(a, b):
    columns = transpose(b)
    return [[dot(row, column) for column in columns] for row in a]


def blend(f, a, g, b):
    """f a + g b, for two matrices."""
    return [[f * x + g * y for x, y in zip(row, other)] for row, other in zip(a, b)]


def join_triangles(lower, upper):
    """The lower triangle with the diagonal of one matrix, the rest of another."""
    return [row[:i + 1] + other[i + 1:] for i, (row, other) in enumerate(zip(lower, upper))]


def lower_triangle(a):
    return join_triangles(a, [[0.0] * len(row) for row in a])


def solve(a, b):
    """The matrix X with a X = b, by Gauss-Jordan elimination with row pivoting."""
    size = len(a)
    rows = [list(left) + list(right) for left, right in zip(a, b)]
    for k in range(size):
        best = max(range(k, size), key=lambda i: abs(rows[i][k]))
        rows[k], rows[best] = rows[best], rows[k]
        rows[k] = [x / rows[k][k] for x in rows[k]]
        for i in range(size):
            factor = rows[i][k]
            if i != k and factor != 0:
                rows[i] = [x - factor * y for x, y in zip(rows[i], rows[k])]
    return [row[size:] for row in rows]


def solve_vector(a, b):
    return [row[0] for row in solve(a, [[x] for x in b])]


def cholesky_factor(a):
    """The lower triangular L with L L^T = a: one column after the other is split off as an outer product."""
    rest, columns = a, []
    for k in range(len(a)):
        root = math.sqrt(rest[k][k])
        column = [0.0] * k + [row[k] / root for row in rest[k:]]
        rest = [[x - column[i] * column[j] for j, x in enumerate(row)] for i, row in enumerate(rest)]
        columns.append(column)
    return transpose(columns)


# ---- Linear algebra, the kernels ----

@kernel("gemm")
def gemm(n):
    m, q = 11 * n // 10, 12 * n // 10
    a, b, c = matrix(0, n, q), matrix(1, q, m), matrix(2, n, m)
    return blend(BETA, c, ALPHA, matmul(a, b))


@kernel("2mm")
def two_mm(n):
    m, q, r = 9 * n // 8, 11 * n // 8, 12 * n // 8
    a, b, c, d = matrix(0, n, q), matrix(1, q, m), matrix(2, m, r), matrix(3, n, r)
    return blend(BETA, d, ALPHA, matmul(a, matmul(b, c)))


@kernel("3mm")
def three_mm(n):
    m, q, r, s = 9 * n // 8, 10 * n // 8, 11 * n // 8, 12 * n // 8
    a, b, c, d = matrix(0, n, q), matrix(1, q, m), matrix(2, m, s), matrix(3, s, r)
    return matmul(a, matmul(matmul(b, c), d))


@kernel("atax")
def atax(n):
    m = 11 * n // 10
    a, x = matrix(0, n, m), vector(1, m)
    square = matmul(transpose(a), a)
    for _ in range(ROUNDS):
        y = apply(square, x)
        x = [value / (n * m) for value in y]
    return y


@kernel("bicg")
def bicg(n):
    m = 9 * n // 10
    a, r, p = matrix(0, n, m), vector(1, n), vector(2, m)
    for _ in range(ROUNDS):
        s, q = apply(transpose(a), r), apply(a, p)
        r, p = [value / m for value in q], [value / n for value in s]
    return s, q


@kernel("mvt")
def mvt(n):
    a = matrix(0, n, n)
    x, z, u, w = (vector(k, n) for k in range(1, 5))
    for _ in range(ROUNDS):
        x, z = blend(1, [x, z], 1, [apply(a, u), apply(transpose(a), w)])
        u, w = [value / n for value in x], [value / n for value in z]
    return x, z


@kernel("gemver")
def gemver(n):
    a = matrix(0, n, n)
    u, v, s, t, x, y, z = (vector(k, n) for k in range(1, 8))
    for _ in range(ROUNDS):
        a = blend(1, a, 1, matmul(transpose([u, s]), [v, t]))
        x = [xi + BETA * gain + zi for xi, gain, zi in zip(x, apply(transpose(a), y), z)]
    return a, x, [ALPHA * value for value in apply(a, x)]


@kernel("gesummv")
def gesummv(n):
    a, b, x = matrix(0, n, n), matrix(1, n, n), vector(2, n)
    both = blend(ALPHA, a, BETA, b)
    for _ in range(ROUNDS):
        y = apply(both, x)
        x = [value / n for value in y]
    return y


@kernel("symm")
def symm(n):
    m = 12 * n // 10
    a, b, c = matrix(0, n, n), matrix(1, n, m), matrix(2, n, m)
    return blend(BETA, c, ALPHA, matmul(join_triangles(a, transpose(a)), b))


@kernel("syrk")
def syrk(n):
    m = 12 * n // 10
    a, c = matrix(0, n, m), matrix(1, n, n)
    return join_triangles(blend(BETA, c, ALPHA, matmul(a, transpose(a))), c)


@kernel("syr2k")
def syr2k(n):
    m = 12 * n // 10
    a, b, c = matrix(0, n, m), matrix(1, n, m), matrix(2, n, n)
    product = matmul(a, transpose(b))
    return join_triangles(blend(BETA, c, ALPHA, blend(1, product, 1, transpose(product))), c)


@kernel("trmm")
def trmm(n):
    a, b = matrix(0, n, n), matrix(1, n, 12 * n // 10)
    unit_lower = [[1.0 if i == j else x for j, x in enumerate(row)] for i, row in enumerate(lower_triangle(a))]
    return [[ALPHA * x for x in row] for row in matmul(transpose(unit_lower), b)]


@kernel("doitgen")
def doitgen(n):
    q, p = 9 * n // 10, 11 * n // 10
    c = matrix(1, p, p)
    return [matmul([[e(0, i, j + l) for l in range(p)] for j in range(q)], c) for i in range(n)]


@kernel("cholesky")
def cholesky(n):
    return [row[:i + 1] for i, row in enumerate(cholesky_factor(dominant(0, n)))]


@kernel("lu")
def lu(n):
    """Each row is cleared by all the finished ones above it; the factors that clear it are its part of L."""
    finished = []
    for i, row in enumerate(dominant(0, n)):
        for k, above in enumerate(finished):
            factor = row[k] / above[k]
            row = row[:k] + [factor] + [x - factor * y for x, y in zip(row[k + 1:], above[k + 1:])]
        finished.append(row)
    return finished


@kernel("ludcmp")
def ludcmp(n):
    return solve_vector(dominant(0, n), vector(1, n))


@kernel("trisolv")
def trisolv(n):
    lower, b = lower_triangle(dominant(0, n)), vector(1, n)
    for _ in range(ROUNDS):
        x = solve_vector(lower, b)
        b = [n * value for value in x]
    return x


@kernel("durbin")
def durbin(n):
    r = [1 / (2 * (i + 2) ** 2) for i in range(n)]
    diagonals = [1.0] + r
    toeplitz = [[diagonals[abs(i - j)] for j in range(n)] for i in range(n)]
    return solve_vector(toeplitz, [-x for x in r])


@kernel("gramschmidt")
def gramschmidt(n):
    """A^T A = R^T R, so R is a Cholesky factor; and Q^T solves R^T Q^T = A^T."""
    a = matrix(0, 12 * n // 10, n)
    for i in range(n):
        a[i][i] += n
    r_transposed = cholesky_factor(matmul(transpose(a), a))
    return transpose(solve(r_transposed, transpose(a))), transpose(r_transposed)


# ---- Statistics ----

def centred_columns(n):
    """The number of points, and the variables as rows, their means taken off."""
    points = 14 * n // 12
    variables = transpose(matrix(0, points, n))
    means = [math.fsum(values) / points for values in variables]
    return points, [[x - mean for x in values] for values, mean in zip(variables, means)]


@kernel("covariance")
def covariance(n):
    points, variables = centred_columns(n)
    return [[x / (points - 1) for x in row] for row in matmul(variables, transpose(variables))]


@kernel("correlation")
def correlation(n):
    points, variables = centred_columns(n)
    deviations = [math.sqrt(dot(values, values) / points) for values in variables]
    scales = [deviation if deviation > 0.1 else 1.0 for deviation in deviations]
    products = matmul(variables, transpose(variables))
    return [[1.0 if i == j else products[i][j] / (points * scales[i] * scales[j]) for j in range(n)] for i in range(n)]


# ---- Stencils ----

def relax(n, dimensions, steps, centre, side):
    """Steps from A to B and back on a cube of any dimension, stored flat: centre * itself + side * all direct neighbours."""
    strides = [n ** axis for axis in range(dimensions)]
    places = list(itertools.product(range(n), repeat=dimensions))
    inside = [p for p, place in enumerate(places) if all(0 < c < n - 1 for c in place)]
    a, b = ([e(k, place[0], sum(place[1:])) for place in places] for k in (0, 1))
    for _ in range(steps):
        for source, target in ((a, b), (b, a)):
            for p in inside:
                target[p] = centre * source[p] + side * sum([source[p - s] + source[p + s] for s in strides])
    return a


@kernel("jacobi-1d")
def jacobi_1d(n):
    return relax(n, 1, n // 4, 1 / 3, 1 / 3)


@kernel("jacobi-2d")
def jacobi_2d(n):
    return relax(n, 2, n // 4, 1 / 5, 1 / 5)


@kernel("heat-3d")
def heat_3d(n):
    return relax(n, 3, 2 * n, 1 - 3 * 2 / 8, 1 / 8)


@kernel("seidel-2d")
def seidel_2d(n):
    a = matrix(0, n, n)
    for _, i, j in itertools.product(range(n // 4), range(1, n - 1), range(1, n - 1)):
        a[i][j] = math.fsum(x for row in a[i - 1:i + 2] for x in row[j - 1:j + 2]) / 9
    return a


@kernel("fdtd-2d")
def fdtd_2d(n):
    m = 12 * n // 10
    x, y, h = matrix(0, n, m), matrix(1, n, m), matrix(2, n, m)
    for t in range(n // 2):
        y = [[float(t)] * m] + blend(1, y[1:], -0.5, blend(1, h[1:], -1, h[:-1]))
        x = [row[:1] + [v - (right - left) / 2 for v, right, left in zip(row[1:], field[1:], field)]
             for row, field in zip(x, h)]
        curl = [[x[i][j + 1] - x[i][j] + y[i + 1][j] - y[i][j] for j in range(m - 1)] + [0.0] for i in range(n - 1)]
        h = blend(1, h, -0.7, curl + [[0.0] * m])
    return x, y, h


def adi_half_step(u, explicit, implicit):
    """Half a step, explicit along the rows and implicit along the columns, all columns at once; the border is 1."""
    inner = len(u) - 2
    right = [[(1 + 2 * explicit) * row[i] - explicit * (row[i - 1] + row[i + 1]) for i in range(1, inner + 1)]
             for row in u[1:-1]]
    for edge in ((0, -1) if inner else ()):
        right[edge] = [value - implicit for value in right[edge]]
    by_distance = [1 - 2 * implicit, implicit] + [0.0] * inner
    system = [[by_distance[abs(i - j)] for j in range(inner)] for i in range(inner)]
    return framed(solve(system, right))


def framed(inside):
    width = len(inside) + 2
    return [[1.0] * width] + [[1.0] + row + [1.0] for row in inside] + [[1.0] * width]


@kernel("adi")
def adi(n):
    steps = n // 2
    a, d = -n * n / steps, -n * n / steps / 2
    u = framed([row[1:-1] for row in matrix(0, n, n)[1:-1]])
    for _ in range(steps):
        v = adi_half_step(u, d, a)
        u = transpose(adi_half_step(transpose(v), a, d))
    return u


@kernel("deriche")
def deriche(n):
    """The two recursions together are the convolution with k (1 + alpha |d|) x^|d|, d the distance."""
    alpha = 0.25
    x = math.exp(-alpha)
    k = (1 - x) ** 2 / (1 + 2 * alpha * x - x * x)

    def smoothing(size):
        response = [k * (1 + alpha * d) * x ** d for d in range(size)]
        return [[response[abs(i - j)] for j in range(size)] for i in range(size)]

    width, height = n, n // 2
    image = matrix(0, width, height)
    for _ in range(ROUNDS):
        image = matmul(matmul(smoothing(width), image), smoothing(height))
    return image


# ---- Dynamic programming and graphs ----

@kernel("floyd-warshall")
def floyd_warshall(n):
    """Paths of twice as many edges, until none is shorter."""
    path = [[0 if i == j else 1 + (7 * i + 11 * j + 13 * i * j) % 97 for j in range(n)] for i in range(n)]
    while True:
        columns = transpose(path)
        shorter = [[min(a + b for a, b in zip(row, column)) for column in columns] for row in path]
        if shorter == path:
            return path
        path = shorter


@kernel("nussinov")
def nussinov(n):
    """The first base of a stretch stays alone, or it pairs with a later one, which splits the rest in two."""
    base = [i * (i + 1) // 2 % 4 for i in range(n)]

    @functools.lru_cache(maxsize=None)
    def pairs(i, j):
        if j <= i:
            return 0
        paired = [1 + pairs(i + 1, k - 1) + pairs(k + 1, j) for k in range(i + 2, j + 1) if base[i] + base[k] == 3]
        return max([pairs(i + 1, j)] + paired)

    return [[pairs(i, j) for j in range(n)] for i in range(n)]


# ---- The command ----

def numbers(result):
    if isinstance(result, (list, tuple)):
        for part in result:
            yield from numbers(part)
    else:
        yield result


def weighted_sum(result):
    return math.fsum((1 + p % 11) * value for p, value in enumerate(numbers(result)))


def main(arguments):
    if len(arguments) != 2:
        fail("polybench.py takes two arguments, the name of a kernel and the number n.")
    name, size = arguments
    if name not in KERNELS:
        fail(f"There is no kernel '{name}'; the kernels are {', '.join(KERNELS)}.")
    if not (size.isascii() and size.isdigit() and len(size) <= 3 and SMALLEST <= int(size) <= LARGEST):
        fail(f"n is a whole number from {SMALLEST} to {LARGEST}, not '{size}'.")
    print("sum %.12e" % weighted_sum(KERNELS[name](int(size))))


def fail(sentence):
    print(sentence, file=sys.stderr)
    sys.exit(2)


if __name__ == "__main__":
    main(sys.argv[1:])
