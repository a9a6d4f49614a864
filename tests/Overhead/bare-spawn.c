/* The least that a launch can cost. For each line on standard input it runs the program that the first argument names,
 * by posix_spawn and wait4, and answers with the wall time in nanoseconds and the peak memory in bytes, on one line. */
#include <inttypes.h>
#include <spawn.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

static int64_t now_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC_RAW, &now);
    return now.tv_sec * INT64_C(1000000000) + now.tv_nsec;
}

int main(int argc, char *argv[])
{
    char line[16], *empty[] = {NULL};
    if (argc != 2)
        return 2;
    while (fgets(line, sizeof line, stdin) != NULL) {
        pid_t pid;
        int status;
        struct rusage usage;
        int64_t start = now_ns();
        if (posix_spawn(&pid, argv[1], NULL, NULL, argv + 1, empty) != 0)
            return 1;
        wait4(pid, &status, 0, &usage);
        int64_t wall_ns = now_ns() - start;
        printf("%" PRId64 " %" PRId64 "\n", wall_ns, usage.ru_maxrss * INT64_C(1024));
        fflush(stdout);
    }
    return 0;
}
