/* SHA-256 (FIPS 180-4), with the processor's own instructions where it has them. */
#pragma once

#include <stddef.h>
#include <stdint.h>

enum { SHA256_BLOCK = 64, SHA256_HEX = 65 };

struct sha256 {
    uint32_t state[8];
    uint64_t bytes;
    uint8_t block[SHA256_BLOCK];
};

void sha256_start(struct sha256 *hash);
void sha256_add(struct sha256 *hash, const uint8_t *data, size_t size);

/* Writes 64 lower-case hexadecimal digits and a NUL. After that the hash must be started again before it is used. */
void sha256_finish(struct sha256 *hash, char hex[SHA256_HEX]);

extern const uint32_t sha256_constants[64];

/* Compresses whole blocks with SHA instructions; call it only on a processor that has them. */
void sha256_compress_hardware(uint32_t state[8], const uint8_t *data, size_t blocks);
