/* Processes that outlived the probe that launched them. */
#pragma once

/* Kills every process that has `mark`, a NAME=VALUE, in the environment that it was started with, and prints the id and
 * the name of each on a line. Returns the exit code to end with. */
int end_leftovers(const char *mark);
