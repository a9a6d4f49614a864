/* binary-trees, after the Computer Language Benchmarks Game:
   https://benchmarksgame-team.pages.debian.net/benchmarksgame/description/binarytrees.html
   Every node has its own malloc and its own free: the program is about the cost of pointers and the allocator. */
#include "argument.h"

enum { SHALLOWEST = 4 };

struct node {
    struct node *left, *right;
};

static struct node *grow(int depth)
{
    struct node *node = malloc(sizeof *node);
    if (node == NULL) {
        fputs("binary-trees: out of memory; give a smaller depth\n", stderr);
        exit(1);
    }
    node->left = depth > 0 ? grow(depth - 1) : NULL;
    node->right = depth > 0 ? grow(depth - 1) : NULL;
    return node;
}

static long count(const struct node *node)
{
    return node->left == NULL ? 1 : 1 + count(node->left) + count(node->right);
}

static void fell(struct node *node)
{
    if (node->left != NULL) {
        fell(node->left);
        fell(node->right);
    }
    free(node);
}

/* Grows a tree, counts its nodes and frees it again. */
static long count_of_new_tree(int depth)
{
    struct node *tree = grow(depth);
    const long nodes = count(tree);
    fell(tree);
    return nodes;
}

int main(int argc, char **argv)
{
    const int wanted = (int)argument(argc, argv, 0, 25);
    const int deepest = wanted > SHALLOWEST + 2 ? wanted : SHALLOWEST + 2;

    printf("stretch tree of depth %d\t check: %ld\n", deepest + 1, count_of_new_tree(deepest + 1));
    struct node *long_lived = grow(deepest);
    for (int depth = SHALLOWEST; depth <= deepest; depth += 2) {
        const long trees = 1L << (deepest - depth + SHALLOWEST);
        long nodes = 0;
        for (long i = 0; i < trees; i++)
            nodes += count_of_new_tree(depth);
        printf("%ld\t trees of depth %d\t check: %ld\n", trees, depth, nodes);
    }
    printf("long lived tree of depth %d\t check: %ld\n", deepest, count(long_lived));
    fell(long_lived);
}
