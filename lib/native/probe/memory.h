/* The memory of all processes that began after this one, in a cgroup of their own with a limit. */
#pragma once

#include "child.h"

/* `pss_bytes` counts a page that n processes share as an nth in each of them, so that it is in the sum once;
 * `private_bytes` has only what no other process has. `cgroup_bytes` is what the kernel charges their cgroups, of
 * containers, too: pages of files that were read before are charged to who read them first. */
struct memory {
    int64_t pss_bytes, private_bytes, cgroup_bytes;
};

/* Moves this process, and so its children, into a new cgroup. `limit` is in bytes. False: `sentence` says why not. */
bool memory_enter(const char *limit, char sentence[SENTENCE_MAX]);

/* Moves it back, ends whoever is left in that cgroup, and removes it. */
void memory_leave(void);

/* Of every process that began after this one, whoever started it: containers are the children of their engine. */
struct memory memory_of_all_since(void);
