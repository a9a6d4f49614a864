#include "child.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

int64_t now_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC_RAW, &now);
    return now.tv_sec * INT64_C(1000000000) + now.tv_nsec;
}

int64_t max_rss_bytes(const struct rusage *usage)
{
    return usage->ru_maxrss * INT64_C(1024);
}

bool read_text(const char *path, char *text, size_t size)
{
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return false;
    /* The kernel returns a longer file of /proc in several reads. */
    size_t total = 0;
    for (ssize_t got; total < size - 1 && (got = read(file, text + total, size - 1 - total)) > 0;)
        total += (size_t)got;
    close(file);
    text[total] = '\0';
    return total > 0;
}

void spawn_attributes(posix_spawnattr_t *attributes)
{
    sigset_t none, ignored_by_probe;
    sigemptyset(&none);
    sigemptyset(&ignored_by_probe);
    sigaddset(&ignored_by_probe, SIGINT);
    posix_spawnattr_init(attributes);
    posix_spawnattr_setflags(attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    posix_spawnattr_setsigmask(attributes, &none);
    posix_spawnattr_setsigdefault(attributes, &ignored_by_probe);
}

void explain_spawn_error(const char *program, int error, char sentence[SENTENCE_MAX])
{
    struct stat file;
    bool exists = stat(program, &file) == 0;
    const char *reason = strerror(error);
    if (error == ENOENT)
        reason = exists ? "its loader or interpreter is missing" : "there is no such file";
    else if (error == EACCES && exists && S_ISDIR(file.st_mode))
        reason = "it is a directory";
    else if (error == EACCES)
        reason = "it is not executable for this user";
    else if (error == ENOEXEC)
        reason = "it is not a program that this system can run (damaged, or of another architecture)";
    else if (error == E2BIG)
        reason = "its arguments and environment are too large";
    snprintf(sentence, SENTENCE_MAX, "cannot start %.350s: %s", program, reason);
}
