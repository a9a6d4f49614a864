#include "leftovers.h"

#include <dirent.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PATIENCE_MS = 2000, LOOK_MS = 10 };

/* Whether a process was started with the mark. One that is gone, is dead already or belongs to another user was not. */
static bool has_mark(long pid, const char *mark)
{
    char path[64], *entry = NULL;
    size_t room = 0;
    bool found = false;
    snprintf(path, sizeof path, "/proc/%ld/environ", pid);
    FILE *environment = fopen(path, "re");
    if (environment == NULL)
        return false;
    while (!found && getdelim(&entry, &room, '\0', environment) > 0)
        found = strcmp(entry, mark) == 0;
    free(entry);
    fclose(environment);
    return found;
}

static void print_process(long pid)
{
    char path[64], name[64] = "";
    snprintf(path, sizeof path, "/proc/%ld/comm", pid);
    FILE *file = fopen(path, "re");
    if (file != NULL) {
        if (fgets(name, sizeof name, file) != NULL)
            name[strcspn(name, "\n")] = '\0';
        fclose(file);
    }
    printf("%ld (%s)\n", pid, name);
}

int end_leftovers(const char *mark)
{
    DIR *processes = opendir("/proc");
    if (processes == NULL) {
        perror("probe: /proc");
        return EXIT_FAILURE;
    }
    int waited_ms = 0;
    for (struct dirent *entry; (entry = readdir(processes)) != NULL;) {
        char *end;
        long pid = strtol(entry->d_name, &end, 10);
        if (*end != '\0' || pid <= 0 || pid == getpid() || !has_mark(pid, mark))
            continue;
        print_process(pid);
        kill((pid_t)pid, SIGKILL);
        for (; waited_ms < PATIENCE_MS && has_mark(pid, mark); waited_ms += LOOK_MS)
            usleep(LOOK_MS * 1000);
    }
    closedir(processes);
    return EXIT_SUCCESS;
}
