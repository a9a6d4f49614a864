#include "sha256.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#if defined(SHA256_HARDWARE) && defined(__x86_64__)
#include <cpuid.h>
#elif defined(SHA256_HARDWARE) && defined(__aarch64__)
#include <asm/hwcap.h>
#include <sys/auxv.h>
#endif

const uint32_t sha256_constants[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

static uint32_t rotate(uint32_t word, int bits)
{
    return word >> bits | word << (32 - bits);
}

static void compress_portable(uint32_t state[8], const uint8_t *data, size_t blocks)
{
    for (; blocks > 0; blocks--, data += SHA256_BLOCK) {
        uint32_t w[64];
        for (int i = 0; i < 16; i++)
            w[i] = (uint32_t)data[4 * i] << 24 | (uint32_t)data[4 * i + 1] << 16 | (uint32_t)data[4 * i + 2] << 8 | data[4 * i + 3];
        for (int i = 16; i < 64; i++) {
            uint32_t s0 = rotate(w[i - 15], 7) ^ rotate(w[i - 15], 18) ^ w[i - 15] >> 3;
            uint32_t s1 = rotate(w[i - 2], 17) ^ rotate(w[i - 2], 19) ^ w[i - 2] >> 10;
            w[i] = w[i - 16] + s0 + w[i - 7] + s1;
        }
        uint32_t a = state[0], b = state[1], c = state[2], d = state[3];
        uint32_t e = state[4], f = state[5], g = state[6], h = state[7];
        for (int i = 0; i < 64; i++) {
            uint32_t s1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
            uint32_t t1 = h + s1 + ((e & f) ^ (~e & g)) + sha256_constants[i] + w[i];
            uint32_t s0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
            uint32_t t2 = s0 + ((a & b) ^ (a & c) ^ (b & c));
            h = g, g = f, f = e, e = d + t1;
            d = c, c = b, b = a, a = t1 + t2;
        }
        state[0] += a, state[1] += b, state[2] += c, state[3] += d;
        state[4] += e, state[5] += f, state[6] += g, state[7] += h;
    }
}

#if defined(SHA256_HARDWARE)
static bool has_sha_instructions(void)
{
#if defined(__x86_64__)
    unsigned a, b, c, d;
    bool sse41 = __get_cpuid(1, &a, &b, &c, &d) && (c & bit_SSE4_1);
    return sse41 && __get_cpuid_count(7, 0, &a, &b, &c, &d) && (b & bit_SHA);
#else
    return getauxval(AT_HWCAP) & HWCAP_SHA2;
#endif
}
#endif

static void (*compress)(uint32_t state[8], const uint8_t *data, size_t blocks);

void sha256_start(struct sha256 *hash)
{
    *hash = (struct sha256){.state = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19}};
    if (compress == NULL) {
        compress = compress_portable;
#if defined(SHA256_HARDWARE)
        if (has_sha_instructions())
            compress = sha256_compress_hardware;
#endif
    }
}

void sha256_add(struct sha256 *hash, const uint8_t *data, size_t size)
{
    size_t held = hash->bytes % SHA256_BLOCK;
    hash->bytes += size;
    if (held > 0) {
        size_t wanted = SHA256_BLOCK - held;
        if (size < wanted) {
            memcpy(hash->block + held, data, size);
            return;
        }
        memcpy(hash->block + held, data, wanted);
        compress(hash->state, hash->block, 1);
        data += wanted, size -= wanted;
    }
    compress(hash->state, data, size / SHA256_BLOCK);
    memcpy(hash->block, data + size - size % SHA256_BLOCK, size % SHA256_BLOCK);
}

void sha256_finish(struct sha256 *hash, char hex[SHA256_HEX])
{
    uint64_t bits = hash->bytes * 8;
    size_t held = hash->bytes % SHA256_BLOCK;
    uint8_t padding[2 * SHA256_BLOCK] = {0x80};
    size_t size = (held < 56 ? 64 : 128) - held;
    for (int i = 0; i < 8; i++)
        padding[size - 1 - i] = (uint8_t)(bits >> 8 * i);
    sha256_add(hash, padding, size);
    for (int i = 0; i < 8; i++)
        sprintf(hex + 8 * i, "%08x", hash->state[i]);
}
