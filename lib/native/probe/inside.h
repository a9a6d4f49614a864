/* The view from inside a container. */
#pragma once

/* Runs `argv` with the given streams. Writes what it measured to standard error, as one line that starts with an RS
 * byte. Returns the exit code to end with: the program's own, 128 + its signal, or 127 if it could not be started. */
int run_inside(char *const argv[]);
