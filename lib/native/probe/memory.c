#include "memory.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PATH = 512, GROUPS = 4352 };

/* How the two versions of cgroups name the same things. */
struct hierarchy {
    const char *root, *key, *limit, *usage;
    /* Without a limit of swap, what exceeds the limit is swapped out. Where the kernel counts no swap, there is no such
     * file. The first version limits memory and swap together. */
    const char *swap_limit;
    bool with_memory;
};
static const struct hierarchy version1 = {
    "/sys/fs/cgroup/memory", ":memory:", "memory.limit_in_bytes", "memory.usage_in_bytes", "memory.memsw.limit_in_bytes", true,
};
static const struct hierarchy version2 = {"/sys/fs/cgroup", "0::", "memory.max", "memory.current", "memory.swap.max", false};
static const char prefix[] = "analysis-crowd-";

static const struct hierarchy *hierarchy;
static char own[PATH], before[PATH];

static bool write_text(const char *folder, const char *name, const char *text)
{
    char path[2 * PATH];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    int file = open(path, O_WRONLY | O_CLOEXEC);
    if (file < 0)
        return false;
    bool written = write(file, text, strlen(text)) > 0;
    int error = errno;
    close(file);
    errno = error;
    return written;
}

/* The folder of a process's memory cgroup. False: it has none, or is gone. */
static bool group_of(const char *pid, char folder[PATH])
{
    char path[PATH], line[PATH];
    snprintf(path, sizeof path, "/proc/%.20s/cgroup", pid);
    FILE *file = fopen(path, "re");
    bool found = false;
    while (file != NULL && !found && fgets(line, sizeof line, file) != NULL) {
        const char *key = strstr(line, hierarchy->key);
        found = key != NULL && (hierarchy == &version1 || key == line);
        if (found) {
            line[strcspn(line, "\n")] = '\0';
            const char *below = key + strlen(hierarchy->key);
            snprintf(folder, PATH, "%s%.400s", hierarchy->root, strcmp(below, "/") == 0 ? "" : below);
        }
    }
    if (file != NULL)
        fclose(file);
    return found;
}

/* A crowd that was killed left its cgroup, named after a process that is gone. */
static void remove_left_over(void)
{
    DIR *root = opendir(hierarchy->root);
    for (const struct dirent *entry; root != NULL && (entry = readdir(root)) != NULL;)
        if (strncmp(entry->d_name, prefix, sizeof prefix - 1) == 0 && kill(atoi(entry->d_name + sizeof prefix - 1), 0) != 0)
            unlinkat(dirfd(root), entry->d_name, AT_REMOVEDIR);
    if (root != NULL)
        closedir(root);
}

bool memory_enter(const char *limit, char sentence[SENTENCE_MAX])
{
    struct stat folder;
    hierarchy = stat(version1.root, &folder) == 0 ? &version1 : &version2;
    remove_left_over();
    snprintf(own, sizeof own, "%s/%s%d", hierarchy->root, prefix, (int)getpid());
    if (!group_of("self", before) || mkdir(own, 0755) != 0) {
        snprintf(sentence, SENTENCE_MAX, "a crowd needs a memory cgroup of its own, and %.200s cannot be made: %s", own, strerror(errno));
        own[0] = '\0';
        return false;
    }
    char entered[PATH] = "";
    if (!write_text(own, hierarchy->limit, limit) || !write_text(own, "cgroup.procs", "0") || !group_of("self", entered)
        || strcmp(entered, own) != 0) {
        snprintf(sentence, SENTENCE_MAX, "%.200s has no limit of memory, or this process is not seen to be in it: %s", own, strerror(errno));
        memory_leave();
        return false;
    }
    write_text(own, hierarchy->swap_limit, hierarchy->with_memory ? limit : "0");
    return true;
}

/* Kills every process in a cgroup. */
static void end_group(const char *folder)
{
    char path[2 * PATH];
    snprintf(path, sizeof path, "%s/cgroup.procs", folder);
    FILE *file = fopen(path, "re");
    for (int pid; file != NULL && fscanf(file, "%d", &pid) == 1;)
        kill(pid, SIGKILL);
    if (file != NULL)
        fclose(file);
}

void memory_leave(void)
{
    if (own[0] == '\0')
        return;
    write_text(before, "cgroup.procs", "0");
    /* What an instance started may outlive it for a moment. */
    for (int tries = 0; rmdir(own) != 0 && errno == EBUSY && tries < 200; tries++) {
        end_group(own);
        usleep(10000);
    }
    own[0] = '\0';
}

/* When a process began, in ticks since boot; -1 if it is gone. The name before it may hold anything. */
static long long began(const char *pid)
{
    char path[PATH], text[1024];
    snprintf(path, sizeof path, "/proc/%.20s/stat", pid);
    const char *after = read_text(path, text, sizeof text) ? strrchr(text, ')') : NULL;
    long long ticks;
    /* It is field 22, and the field after the name is the third. */
    return after != NULL
                && sscanf(after + 1, " %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %*u %*u %*d %*d %*d %*d %*d %*d %lld", &ticks) == 1
            ? ticks
            : -1;
}

static void add_process(const char *pid, struct memory *memory)
{
    char path[PATH], line[256];
    snprintf(path, sizeof path, "/proc/%.20s/smaps_rollup", pid);
    FILE *file = fopen(path, "re");
    long long kib;
    while (file != NULL && fgets(line, sizeof line, file) != NULL) {
        if (sscanf(line, "Pss: %lld kB", &kib) == 1)
            memory->pss_bytes += kib * 1024;
        else if (sscanf(line, "Private_Clean: %lld kB", &kib) == 1 || sscanf(line, "Private_Dirty: %lld kB", &kib) == 1)
            memory->private_bytes += kib * 1024;
    }
    if (file != NULL)
        fclose(file);
}

/* 0 for a group that is gone meanwhile: that files of this hierarchy can be read was seen when its own was entered. */
static int64_t usage_of(const char *folder)
{
    char path[2 * PATH], text[32];
    snprintf(path, sizeof path, "%s/%s", folder, hierarchy->usage);
    return read_text(path, text, sizeof text) ? strtoll(text, NULL, 10) : 0;
}

/* The cgroups that were seen, and whether a process lives there that began earlier. */
struct group {
    char folder[PATH];
    bool older;
};
static struct group groups[GROUPS];
static int group_count;

static void note_group(const char *pid, bool older)
{
    char folder[PATH];
    if (!group_of(pid, folder))
        return;
    int at = 0;
    while (at < group_count && strcmp(groups[at].folder, folder) != 0)
        at++;
    if (at == GROUPS)
        return;
    if (at == group_count) {
        group_count++;
        memcpy(groups[at].folder, folder, PATH);
    }
    groups[at].older |= older;
}

struct memory memory_of_all_since(void)
{
    struct memory memory = {0, 0, 0};
    const long long since = began("self");
    const pid_t self = getpid();
    DIR *processes = opendir("/proc");
    group_count = 0;
    for (const struct dirent *entry; processes != NULL && (entry = readdir(processes)) != NULL;) {
        pid_t pid = (pid_t)strtol(entry->d_name, NULL, 10);
        if (pid <= 0 || pid == self)
            continue;
        bool newer = began(entry->d_name) >= since;
        if (newer)
            add_process(entry->d_name, &memory);
        note_group(entry->d_name, !newer);
    }
    if (processes != NULL)
        closedir(processes);
    for (int i = 0; i < group_count; i++)
        if (!groups[i].older)
            memory.cgroup_bytes += usage_of(groups[i].folder);
    return memory;
}
