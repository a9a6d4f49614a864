#include "inside.h"

#include "child.h"

#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* Peak memory of this container's cgroup as JSON. Outside of a container it is that of the cgroup mounted there. */
static const char *cgroup_peak_bytes(char text[32])
{
    static const char *const files[] = {"/sys/fs/cgroup/memory.peak", "/sys/fs/cgroup/memory/memory.max_usage_in_bytes"};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        FILE *file = fopen(files[i], "re");
        if (file == NULL)
            continue;
        bool read = fscanf(file, "%31[0-9]", text) == 1;
        fclose(file);
        if (read)
            return text;
    }
    return "null";
}

/* Waits for `pid` like the first process of a container: passes signals on, and reaps orphans that became its own. */
static int wait_for(pid_t pid, const sigset_t *signals, struct rusage *usage)
{
    for (;;) {
        int signal, status;
        sigwait(signals, &signal);
        if (signal != SIGCHLD) {
            kill(pid, signal);
            continue;
        }
        for (pid_t ended; (ended = wait4(-1, &status, WNOHANG, usage)) > 0;)
            if (ended == pid)
                return status;
    }
}

int run_inside(char *const argv[])
{
    /* The signals are blocked, since the kernel drops unblocked ones for the first process of a container. */
    static const int handled[] = {SIGCHLD, SIGTERM, SIGINT, SIGHUP, SIGQUIT};
    sigset_t signals;
    sigemptyset(&signals);
    for (size_t i = 0; i < sizeof handled / sizeof *handled; i++)
        sigaddset(&signals, handled[i]);
    sigprocmask(SIG_BLOCK, &signals, NULL);
    posix_spawnattr_t attributes;
    spawn_attributes(&attributes);

    pid_t pid;
    int64_t start = now_ns();
    int error = posix_spawn(&pid, argv[0], NULL, &attributes, argv, environ);
    if (error != 0) {
        char sentence[SENTENCE_MAX];
        explain_spawn_error(argv[0], error, sentence);
        fprintf(stderr, "probe: %s\n", sentence);
        return 127;
    }
    struct rusage usage;
    int status = wait_for(pid, &signals, &usage);
    int64_t wall_ns = now_ns() - start;

    char peak[32], line[256];
    int size = snprintf(line, sizeof line, "\x1e{\"inner_wall_ns\":%" PRId64 ",\"inner_max_rss_bytes\":%" PRId64 ",\"cgroup_peak_bytes\":%s}\n",
                        wall_ns, max_rss_bytes(&usage), cgroup_peak_bytes(peak));
    /* In one write, so that other writers to the same pipe cannot split it. */
    if (write(STDERR_FILENO, line, (size_t)size) != size)
        return 127;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
