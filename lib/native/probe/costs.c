#include "costs.h"

#include "child.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { ROUNDS = 41, PAGES = 512, CALLS = 1000 };

/* The time of one of the rounds' operations; -1 where the system refuses it. */
typedef int64_t round_ns(void);

/* First writes to small pages. The memory of the round before is free again, so the system has it at hand. */
static int64_t page_fault_ns(void)
{
    size_t page = (size_t)sysconf(_SC_PAGESIZE), size = PAGES * page;
    char *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED)
        return -1;
    madvise(memory, size, MADV_NOHUGEPAGE);
    int64_t start = now_ns();
    for (size_t i = 0; i < size; i += page)
        *(volatile char *)(memory + i) = 1;
    int64_t end = now_ns();
    munmap(memory, size);
    return (end - start) / PAGES;
}

static int64_t system_call_ns(void)
{
    int64_t start = now_ns();
    for (int i = 0; i < CALLS; i++)
        syscall(SYS_getppid);
    return (now_ns() - start) / CALLS;
}

/* From the spawn of a small static program, the probe itself, to its reaped exit. */
static int64_t process_ns(void)
{
    char *const argv[] = {"probe", "--nothing", NULL};
    posix_spawnattr_t attributes;
    spawn_attributes(&attributes);
    pid_t pid;
    int status;
    int64_t start = now_ns();
    int error = posix_spawn(&pid, "/proc/self/exe", NULL, &attributes, argv, environ);
    if (error != 0)
        return -1;
    if (waitpid(pid, &status, 0) != pid || !WIFEXITED(status) || WEXITSTATUS(status) != 0)
        return -1;
    return now_ns() - start;
}

static int compare(const void *left, const void *right)
{
    int64_t a = *(const int64_t *)left, b = *(const int64_t *)right;
    return (a > b) - (a < b);
}

static int64_t median_ns(round_ns *measure)
{
    int64_t rounds[ROUNDS];
    for (int i = 0; i < ROUNDS; i++)
        if ((rounds[i] = measure()) < 0)
            return -1;
    qsort(rounds, ROUNDS, sizeof *rounds, compare);
    return rounds[ROUNDS / 2];
}

int print_costs(void)
{
    static const struct {
        const char *name;
        round_ns *measure;
    } costs[] = {{"page_fault_ns", page_fault_ns}, {"system_call_ns", system_call_ns}, {"process_ns", process_ns}};
    for (size_t i = 0; i < sizeof costs / sizeof *costs; i++) {
        int64_t ns = median_ns(costs[i].measure);
        if (ns < 0) {
            fprintf(stderr, "probe: this system refuses what %s needs\n", costs[i].name);
            return EXIT_FAILURE;
        }
        printf("%c\"%s\":%" PRId64, i == 0 ? '{' : ',', costs[i].name, ns);
    }
    return puts("}") < 0;
}
