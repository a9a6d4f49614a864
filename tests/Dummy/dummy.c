/* A child that misbehaves on demand. It prints what its verb says, and nothing else. */
#include <errno.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static void sleep_ms(int64_t ms)
{
    struct timespec left = {.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000};
    while (nanosleep(&left, &left) != 0 && errno == EINTR)
        continue;
}

static int sleep_for(int64_t ms)
{
    sleep_ms(ms);
    return 0;
}

static int sleep_forever(void)
{
    for (;;)
        pause();
}

/* The bytes repeat the alphabet, so that a test can compute their digest. */
static int flood(int fd, int64_t bytes)
{
    static char block[26 * 4096];
    for (size_t i = 0; i < sizeof block; i++)
        block[i] = (char)('a' + i % 26);
    for (int64_t done = 0; done < bytes;) {
        size_t offset = (size_t)(done % 26);
        size_t size = sizeof block - offset;
        if (bytes - done < (int64_t)size)
            size = (size_t)(bytes - done);
        ssize_t written = write(fd, block + offset, size);
        if (written < 0)
            return 1;
        done += written;
    }
    return 0;
}

static int crash(void)
{
    raise(SIGSEGV);
    return 0;
}

static int close_stdout(int64_t ms)
{
    puts("before");
    fclose(stdout);
    return sleep_for(ms);
}

/* Leaves a process behind, in another session, that holds stdout. Prints the id of that process on stderr. */
static int leave_daemon(void)
{
    pid_t pid = fork();
    if (pid == 0) {
        setsid();
        signal(SIGTERM, SIG_IGN);
        signal(SIGHUP, SIG_IGN);
        return sleep_forever();
    }
    fprintf(stderr, "%d", pid);
    return 0;
}

static int ignore_term(void)
{
    signal(SIGTERM, SIG_IGN);
    puts("ready");
    fflush(stdout);
    return sleep_forever();
}

/* This verb ends when SIGTERM comes. It returns how many times the signal came. */
static volatile sig_atomic_t terms;

static void count_term(int signal)
{
    (void)signal;
    terms++;
}

static int wait_for_term(void)
{
    signal(SIGTERM, count_term);
    puts("ready");
    fflush(stdout);
    while (terms == 0)
        sleep_ms(10);
    return terms;
}

static int allocate(int64_t mebibytes)
{
    volatile char *memory = malloc((size_t)mebibytes << 20);
    if (memory == NULL)
        return 1;
    for (int64_t i = 0; i < mebibytes << 20; i += 4096)
        memory[i] = 1;
    return 0;
}

static int spin(int64_t ms)
{
    clock_t end = clock() + ms * (CLOCKS_PER_SEC / 1000);
    while (clock() < end)
        continue;
    return 0;
}

/* A chain of `depth` processes, each the parent of the next. All of them outlive the first process. */
static int fork_chain(int64_t depth)
{
    if (depth == 0 || fork() != 0)
        return 0;
    for (; depth > 1 && fork() == 0; depth--)
        setsid();
    return sleep_forever();
}

static int print_environment_size(char *env[])
{
    size_t bytes = 0;
    for (; *env != NULL; env++)
        bytes += strlen(*env) + 1;
    printf("%zu\n", bytes);
    return 0;
}

static int print_working_folder(void)
{
    char folder[4096];
    return getcwd(folder, sizeof folder) == NULL || puts(folder) < 0;
}

int main(int argc, char *argv[], char *env[])
{
    const char *verb = argc > 1 ? argv[1] : "";
    const char *text = argc > 2 ? argv[2] : "";
    int64_t number = atoll(text);
    if (!strcmp(verb, "noop")) return 0;
    if (!strcmp(verb, "exit")) return (int)number;
    if (!strcmp(verb, "echo")) return fputs(text, stdout) < 0;
    if (!strcmp(verb, "echo-stderr")) return fputs(text, stderr) < 0;
    if (!strcmp(verb, "wrong")) return puts("wrong") < 0;
    if (!strcmp(verb, "env")) return print_environment_size(env);
    if (!strcmp(verb, "cwd")) return print_working_folder();
    if (!strcmp(verb, "sleep")) return sleep_for(number);
    if (!strcmp(verb, "spin")) return spin(number);
    if (!strcmp(verb, "alloc")) return allocate(number);
    if (!strcmp(verb, "flood")) return flood(STDOUT_FILENO, number);
    if (!strcmp(verb, "flood-stderr")) return flood(STDERR_FILENO, number);
    if (!strcmp(verb, "close-stdout")) return close_stdout(number);
    if (!strcmp(verb, "crash")) return crash();
    if (!strcmp(verb, "abort")) abort();
    if (!strcmp(verb, "daemon")) return leave_daemon();
    if (!strcmp(verb, "fork-bomb-lite")) return fork_chain(number);
    if (!strcmp(verb, "ignore-term")) return ignore_term();
    if (!strcmp(verb, "wait-for-term")) return wait_for_term();
    fprintf(stderr, "dummy: unknown verb '%s'\n", verb);
    return 2;
}
