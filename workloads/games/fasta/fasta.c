/* fasta, after the Computer Language Benchmarks Game:
   https://benchmarksgame-team.pages.debian.net/benchmarksgame/description/fasta.html
   The generator is the linear congruential one of Numerical Recipes, 1992, 7.1 (IM 139968, IA 3877, IC 29573). */
#include "argument.h"

#include <stdint.h>
#include <string.h>

enum { LINE = 60 };

struct nucleotide {
    char code;
    double probability;
};

static const char ALU[] = "GGCCGGGCGCGGTGGCTCACGCCTGTAATCCCAGCACTTTGG"
                          "GAGGCCGAGGCGGGCGGATCACCTGAGGTCAGGAGTTCGAGA"
                          "CCAGCCTGGCCAACATGGTGAAACCCCGTCTCTACTAAAAAT"
                          "ACAAAAATTAGCCGGGCGTGGTGGCGCGCGCCTGTAATCCCA"
                          "GCTACTCGGGAGGCTGAGGCAGGAGAATCGCTTGAACCCGGG"
                          "AGGCGGAGGTTGCAGTGAGCCGAGATCGCGCCACTGCACTCC"
                          "AGCCTGGGCGACAGAGCGAGACTCCGTCTCAAAAA";

static const struct nucleotide IUB[] = {
    {'a', 0.27}, {'c', 0.12}, {'g', 0.12}, {'t', 0.27}, {'B', 0.02}, {'D', 0.02}, {'H', 0.02}, {'K', 0.02},
    {'M', 0.02}, {'N', 0.02}, {'R', 0.02}, {'S', 0.02}, {'V', 0.02}, {'W', 0.02}, {'Y', 0.02},
};

static const struct nucleotide HOMO_SAPIENS[] = {
    {'a', 0.3029549426680},
    {'c', 0.1979883004921},
    {'g', 0.1975473066391},
    {'t', 0.3015094502008},
};

enum { MOST_NUCLEOTIDES = sizeof IUB / sizeof *IUB };

/* A number from 0 up to, not including, 1. */
static double next_random(void)
{
    const uint32_t modulus = 139968, factor = 3877, increment = 29573;
    static uint32_t state = 42;
    state = (state * factor + increment) % modulus;
    return (double)state / modulus;
}

static size_t next_width(long left)
{
    return left < LINE ? (size_t)left : LINE;
}

static void write_line(char *line, size_t width)
{
    line[width] = '\n';
    fwrite(line, 1, width + 1, stdout);
}

/* Writes `length` letters of `sequence`, starting over at its end. */
static void write_repeated(const char *header, const char *sequence, long length)
{
    const size_t period = strlen(sequence);
    size_t at = 0;
    puts(header);
    for (long left = length; left > 0; left -= LINE) {
        char line[LINE + 1];
        const size_t width = next_width(left);
        for (size_t i = 0; i < width; i++) {
            line[i] = sequence[at];
            at = at + 1 < period ? at + 1 : 0;
        }
        write_line(line, width);
    }
}

/* Writes `length` letters that are drawn by their probabilities, with a linear search as the game asks. */
static void write_random(const char *header, const struct nucleotide *alphabet, size_t letters, long length)
{
    double cumulative[MOST_NUCLEOTIDES], sum = 0;
    for (size_t k = 0; k < letters; k++)
        cumulative[k] = sum += alphabet[k].probability;

    puts(header);
    for (long left = length; left > 0; left -= LINE) {
        char line[LINE + 1];
        const size_t width = next_width(left);
        for (size_t i = 0; i < width; i++) {
            const double drawn = next_random();
            size_t k = 0;
            while (k + 1 < letters && drawn >= cumulative[k])
                k++;
            line[i] = alphabet[k].code;
        }
        write_line(line, width);
    }
}

int main(int argc, char **argv)
{
    const long n = argument(argc, argv, 0, 400000000);
    write_repeated(">ONE Homo sapiens alu", ALU, 2 * n);
    write_random(">TWO IUB ambiguity codes", IUB, sizeof IUB / sizeof *IUB, 3 * n);
    write_random(">THREE Homo sapiens frequency", HOMO_SAPIENS, sizeof HOMO_SAPIENS / sizeof *HOMO_SAPIENS, 5 * n);
}
