/* trees: grows binary trees and fells them again, as binary-trees does. What a node takes and where it comes from are
   varied: by the first argument, and by two macros of the programs that include this file. */
#include "arguments.h"

#include <stdint.h>

enum { TREES = 16, DEEPEST = 22 };

#ifdef POOL
/* A pool of nodes of one size that are handed out one after the other, and again after they were given back. */
static char *pool;
static uint32_t next_free, fresh, in_pool;
static size_t node_bytes;

static void prepare(int depth, size_t bytes)
{
    node_bytes = bytes;
    in_pool = (2u << depth) + 1;
    pool = malloc(in_pool * bytes);
    fresh = 1; /* 0 means that there is none */
}

static void *at(uint32_t number)
{
    return pool + number * node_bytes;
}

static uint32_t take(void)
{
    const uint32_t number = next_free != 0 ? next_free : fresh++;
    if (pool == NULL || number >= in_pool)
        return 0;
    if (number == next_free)
        next_free = *(uint32_t *)at(number);
    return number;
}

static void give_back(uint32_t number)
{
    *(uint32_t *)at(number) = next_free;
    next_free = number;
}
#endif

#if defined POOL && defined NARROW
/* Links are numbers of nodes, of 32 bits on every machine. */
typedef uint32_t reference;
static struct node *node_at(reference to) { return at(to); }
static reference new_node(size_t bytes) { (void)bytes; return take(); }
static void free_node(reference node) { give_back(node); }
#else
/* Links are pointers. */
typedef struct node *reference;
static struct node *node_at(reference to) { return to; }
#ifdef POOL
static reference new_node(size_t bytes)
{
    (void)bytes;
    const uint32_t number = take();
    return number == 0 ? NULL : at(number);
}
static void free_node(reference node) { give_back((uint32_t)((size_t)((char *)node - pool) / node_bytes)); }
#else
static void prepare(int depth, size_t bytes) { (void)depth, (void)bytes; }
static reference new_node(size_t bytes) { return malloc(bytes); }
static void free_node(reference node) { free(node); }
#endif
#endif

struct node {
    reference left, right;
};

static reference grow(int depth, size_t bytes)
{
    const reference node = new_node(bytes);
    if (!node) {
        fputs("trees: out of memory; give a smaller depth\n", stderr);
        exit(1);
    }
    node_at(node)->left = depth > 0 ? grow(depth - 1, bytes) : 0;
    node_at(node)->right = depth > 0 ? grow(depth - 1, bytes) : 0;
    return node;
}

static long count(reference node)
{
    return !node_at(node)->left ? 1 : 1 + count(node_at(node)->left) + count(node_at(node)->right);
}

static void fell(reference node)
{
    if (node_at(node)->left) {
        fell(node_at(node)->left);
        fell(node_at(node)->right);
    }
    free_node(node);
}

/* The first argument is how many bytes more than its two links a node has. */
int main(int argc, char **argv)
{
    const size_t more = (size_t)argument_at(1, argc, argv, 0, 4096);
    const int depth = (int)argument_at(2, argc, argv, 0, DEEPEST);
    const size_t bytes = sizeof(struct node) + more;
    long nodes = 0;
    prepare(depth, bytes);
    for (int i = 0; i < TREES; i++) {
        const reference tree = grow(depth, bytes);
        nodes += count(tree);
        fell(tree);
    }
    printf("%ld nodes\n", nodes);
}
