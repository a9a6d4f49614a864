/* Code that all ways of launching a process share: spawn attributes, clock, units, the kernel's files, and words for failure. */
#pragma once

#include <spawn.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/resource.h>

enum { SENTENCE_MAX = 512 };

/* Nanoseconds of CLOCK_MONOTONIC_RAW. Nothing adjusts this clock, so a second is equally long in every sample. */
int64_t now_ns(void);

/* Peak resident set in bytes; Linux counts it in KiB. */
int64_t max_rss_bytes(const struct rusage *usage);

/* The beginning of a file of the kernel's, as much as fits. False: it is empty or cannot be read. */
bool read_text(const char *path, char *text, size_t size);

/* Attributes of a child with no signal blocked or ignored. */
void spawn_attributes(posix_spawnattr_t *attributes);

/* One sentence for the errno of a posix_spawn that failed. */
void explain_spawn_error(const char *program, int error, char sentence[SENTENCE_MAX]);
