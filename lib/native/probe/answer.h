/* Answers: one line of JSON on standard output for each job. */
#pragma once

#include "launch.h"

/* Answers a job with its sample. */
void answer_sample(const struct job *job, const struct sample *sample);

/* Answers a job that gave no sample: with id, status and a sentence, and nothing that could be taken for a
 * measurement. `id` may be NULL. */
void answer_failure(const char *id, const char *status, const char *sentence);
