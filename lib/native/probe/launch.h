/* A launch: one process, measured from spawn to its reaped exit. */
#pragma once

#include "job.h"
#include "sha256.h"
#include "child.h"

#include <stddef.h>

enum { STDERR_TAIL_MAX = 4096, UNKNOWN = -1 };

/* Everything measured about one launch. UNKNOWN: could not be read, or did not happen. */
struct sample {
    int wait_status;
    bool timed_out;
    int64_t wall_ns, first_output_ns, steal_ns;
    int64_t oom_kills; /* processes that the kernel killed on this machine meanwhile because memory ran out */
    struct rusage usage;
    char load1[16]; /* as the kernel prints it; empty if unknown */
    int64_t stdout_bytes;
    char stdout_sha256[SHA256_HEX];
    char stderr_tail[STDERR_TAIL_MAX];
    size_t stderr_tail_size;
};

enum launch_end {
    LAUNCH_MEASURED,
    LAUNCH_NOT_STARTED, /* the sentence says why */
    LAUNCH_ABANDONED,   /* nobody waits for the answer: stdin hung up, or a signal asks the probe to end */
};

/* Makes this process able to launch. False: the sentence says what this system lacks. */
bool launch_prepare(char sentence[SENTENCE_MAX]);

/* Launches the job and waits for its end. `signals` becomes readable when the probe has to end. However the job ends,
 * none of its descendants is alive afterwards. */
enum launch_end launch(const struct job *job, int signals, struct sample *sample, char sentence[SENTENCE_MAX]);
