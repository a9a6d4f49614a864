/* floyd-warshall: all shortest paths by way of 0 .. k. README.md of the suite defines dimensions and data. */
#include "polybench.h"

static void floyd_warshall(int n, int32_t (*path)[n])
{
    for (int k = 0; k < n; k++)
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++) {
                const int32_t detour = path[i][k] + path[k][j];
                if (detour < path[i][j])
                    path[i][j] = detour;
            }
}

int main(int argc, char **argv)
{
    const int n = (int)argument(argc, argv, 4, 4000);
    int32_t(*path)[n] = zeros((size_t)n * (size_t)n, sizeof(int32_t));
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++)
            path[i][j] = i == j ? 0 : (int32_t)(1 + (INT64_C(7) * i + INT64_C(11) * j + INT64_C(13) * i * j) % 97);

    floyd_warshall(n, path);

    struct result result = { 0 };
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++)
            tell(&result, (double)path[i][j]);
    print_result(&result);
}
