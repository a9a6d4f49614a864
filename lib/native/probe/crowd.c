#include "crowd.h"

#include "child.h"
#include "memory.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

enum { INSTANCES_MAX = 4096, ARGUMENTS_MAX = 256, ARGUMENT_MAX = 4096, FAILED = 127 };

/* What all instances share. `name` is a word of the command line that each instance gets a number after. */
struct crowd {
    const char *name;
    char *const *argv;
    posix_spawnattr_t attributes;
    posix_spawn_file_actions_t actions;
    pid_t instances[INSTANCES_MAX];
};

static struct crowd crowd;

/* The words of the command line for one instance: valid until the next call. */
static char **command_of(int instance)
{
    static char words[ARGUMENTS_MAX][ARGUMENT_MAX];
    static char *argv[ARGUMENTS_MAX + 1];
    int count = 0;
    for (; crowd.argv[count] != NULL && count < ARGUMENTS_MAX; count++) {
        const char *word = crowd.argv[count], *at = strstr(word, crowd.name);
        if (at == NULL) {
            argv[count] = crowd.argv[count];
            continue;
        }
        int head = (int)(at - word) + (int)strlen(crowd.name);
        snprintf(words[count], ARGUMENT_MAX, "%.*s.%d%s", head, word, instance, word + head);
        argv[count] = words[count];
    }
    argv[count] = NULL;
    return argv;
}

static bool start(int instance)
{
    int error = posix_spawn(&crowd.instances[instance], crowd.argv[0], &crowd.actions, &crowd.attributes, command_of(instance), environ);
    if (error == 0)
        return true;
    char sentence[SENTENCE_MAX];
    explain_spawn_error(crowd.argv[0], error, sentence);
    fprintf(stderr, "probe: %s\n", sentence);
    crowd.instances[instance] = 0;
    return false;
}

static void end_all(int instances)
{
    for (int i = 0; i < instances; i++)
        if (crowd.instances[i] > 0)
            kill(crowd.instances[i], SIGKILL);
    while (waitpid(-1, NULL, 0) > 0)
        continue;
    memory_leave();
}

/* Reaps one instance. False: none has ended. */
static bool reap(int instances, int options, int *status)
{
    pid_t ended = waitpid(-1, status, options);
    for (int i = 0; i < instances; i++)
        if (crowd.instances[i] == ended)
            crowd.instances[i] = 0;
    return ended > 0;
}

/* Ends what is left after an instance failed, and then the crowd in the way in which that instance ended. With an exit
 * code of 0 it ended too early. */
static int fail_like(int status, int instances)
{
    end_all(instances);
    if (WIFSIGNALED(status))
        kill(getpid(), WTERMSIG(status));
    fprintf(stderr, "probe: an instance of the crowd ended with exit code %d\n", WEXITSTATUS(status));
    return WEXITSTATUS(status) == 0 ? FAILED : WEXITSTATUS(status);
}

/* After an instance that could not be started: another one may have been killed before, because memory ran out. */
static int fail_to_start(int instances)
{
    int status;
    while (reap(instances, WNOHANG, &status))
        if (WIFSIGNALED(status))
            return fail_like(status, instances);
    end_all(instances);
    return FAILED;
}

/* Reads one byte of each instance, and passes all on together. False: one ended before, with *status. */
static bool wait_for_all(int reading, int instances, int *status)
{
    static char bytes[INSTANCES_MAX];
    sigset_t ended;
    sigemptyset(&ended);
    sigaddset(&ended, SIGCHLD);
    int signals = signalfd(-1, &ended, SFD_CLOEXEC);
    struct pollfd fds[] = {{.fd = reading, .events = POLLIN}, {.fd = signals, .events = POLLIN}};
    for (int seen = 0; seen < instances;) {
        if (poll(fds, 2, -1) < 0)
            continue;
        if (fds[0].revents & POLLIN) {
            ssize_t got = read(reading, bytes + seen, (size_t)(instances - seen));
            seen += got > 0 ? (int)got : 0;
        } else {
            struct signalfd_siginfo of_child;
            if (read(signals, &of_child, sizeof of_child) > 0 && reap(instances, WNOHANG, status))
                return false;
        }
    }
    close(signals);
    return write(STDOUT_FILENO, bytes, (size_t)instances) == instances;
}

/* Instances that write a byte and wait for the end of their input: what memory do they take while all wait? */
static int run_waiting(int instances, const char *limit)
{
    sigset_t child;
    sigemptyset(&child);
    sigaddset(&child, SIGCHLD);
    sigprocmask(SIG_BLOCK, &child, NULL);
    int input[2], output[2], status = 0;
    if (pipe2(input, O_CLOEXEC) != 0 || pipe2(output, O_CLOEXEC) != 0)
        return FAILED;
    posix_spawn_file_actions_adddup2(&crowd.actions, input[0], STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&crowd.actions, output[1], STDOUT_FILENO);
    char sentence[SENTENCE_MAX];
    if (!memory_enter(limit, sentence)) {
        fprintf(stderr, "probe: %s\n", sentence);
        return FAILED;
    }
    bool started = true;
    for (int i = 0; i < instances && started; i++)
        started = start(i);
    if (!started)
        return fail_to_start(instances);
    if (!wait_for_all(output[0], instances, &status))
        return fail_like(status, instances);
    struct memory memory = memory_of_all_since();
    close(input[1]);
    while (reap(instances, 0, &status))
        if (status != 0)
            return fail_like(status, instances);
    memory_leave();
    fprintf(stderr, "\x1e{\"pss_bytes\":%" PRId64 ",\"private_bytes\":%" PRId64 ",\"cgroup_bytes\":%" PRId64 "}\n", memory.pss_bytes,
            memory.private_bytes, memory.cgroup_bytes);
    return EXIT_SUCCESS;
}

/* Instances that end by themselves, so many at a time: as one ends, the next one starts. */
static int run_starting(int instances, int at_a_time)
{
    int begun = 0, status;
    for (; begun < at_a_time && begun < instances; begun++)
        if (!start(begun))
            return fail_to_start(begun);
    for (int ended = 0; ended < instances; ended++) {
        if (!reap(begun, 0, &status) || status != 0)
            return fail_like(status, begun);
        if (begun < instances && !start(begun++))
            return fail_to_start(begun);
    }
    return EXIT_SUCCESS;
}

static int number(const char *text)
{
    char *end;
    long value = strtol(text, &end, 10);
    return end != text && *end == '\0' && value >= 1 && value <= INSTANCES_MAX ? (int)value : 0;
}

int run_crowd(int argc, char *argv[])
{
    /* waiting NAME LIMIT N -- PROG ARG.., or starting NAME N K -- PROG ARG.. */
    bool waiting = argc > 5 && !strcmp(argv[0], "waiting"), starting = argc > 5 && !strcmp(argv[0], "starting");
    int last = waiting || starting ? number(argv[3]) : 0, first = starting ? number(argv[2]) : 1;
    if (last == 0 || first == 0 || strcmp(argv[4], "--") != 0) {
        fprintf(stderr, "probe: usage: probe --crowd waiting NAME LIMIT N -- PROG ARG.. | --crowd starting NAME N K -- PROG ARG..\n");
        return 2;
    }
    crowd.name = argv[1];
    crowd.argv = argv + 5;
    if (argc - 5 > ARGUMENTS_MAX) {
        fprintf(stderr, "probe: a crowd's program can have %d arguments at the most\n", ARGUMENTS_MAX - 1);
        return 2;
    }
    spawn_attributes(&crowd.attributes);
    posix_spawn_file_actions_init(&crowd.actions);
    return waiting ? run_waiting(last, argv[2]) : run_starting(first, last);
}
