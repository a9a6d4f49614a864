/* A job: one command to launch, as one line of JSON. */
#pragma once

#include "child.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { JOB_LINE_MAX = 128 * 1024, JOB_STRINGS_MAX = 2048 };

/* Where the command's standard output goes. */
enum destination {
    TO_PIPE = 1, /* to the probe */
    TO_FILE,     /* into a file in memory, which the probe reads when the command has ended */
    TO_NULL,     /* nowhere */
};

struct job {
    const char *id;   /* NULL until it is read */
    char **argv;      /* NULL-terminated; argv[0] is an absolute path */
    char **env;       /* NULL-terminated; the whole environment of the command */
    const char *cwd;  /* NULL: the probe's own working folder */
    int64_t timeout_ns;
    enum destination destination;
    char *argv_strings[JOB_STRINGS_MAX + 1], *env_strings[JOB_STRINGS_MAX + 1];
};

/* Reads a job from a line, strictly. The line is decoded in place and must outlive the job. `line[size]` must be NUL.
 * False: `sentence` says what is wrong and at which byte (from 1), and `job->id` is set if it was read before. */
bool job_read(struct job *job, char *line, size_t size, char sentence[SENTENCE_MAX]);
