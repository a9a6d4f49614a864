/* Many instances of one program: at once, or some at a time. */
#pragma once

/* `probe --crowd`: runs a crowd as its arguments say, `argv` being those after --crowd, and gives its exit code. */
int run_crowd(int argc, char *argv[]);
