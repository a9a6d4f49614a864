/* Attempts one thing that a sandbox may forbid, and prints whether it was allowed. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#ifndef __wasi__
#include <netinet/in.h>
#include <sys/socket.h>
#endif

/* Each attempt returns 0 if it was allowed; otherwise errno says why not. */

static int read_file(const char *path, const char *unused)
{
    char byte;
    (void)unused;
    int file = open(path, O_RDONLY);
    if (file < 0) {
        return -1;
    }
    ssize_t count = read(file, &byte, 1);
    close(file);
    return count == 1 ? 0 : -1;
}

static int write_file(const char *path, const char *unused)
{
    (void)unused;
    int file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (file < 0) {
        return -1;
    }
    ssize_t count = write(file, "x", 1);
    close(file);
    return count == 1 ? 0 : -1;
}

static int move_file(const char *from, const char *to) { return rename(from, to); }

static int list_folder(const char *path, const char *unused)
{
    (void)unused;
    DIR *folder = opendir(path);
    if (!folder) {
        return -1;
    }
    const struct dirent *entry = readdir(folder);
    closedir(folder);
    return entry ? 0 : -1;
}

static int read_variable(const char *name, const char *unused)
{
    (void)unused;
    errno = ENOENT;
    return getenv(name) ? 0 : -1;
}

static int connect_to(const char *port, const char *unused)
{
    (void)unused;
#ifdef __wasi__
    (void)port;
    errno = ENOSYS; /* WASI preview 1 has no call that opens a socket. */
    return -1;
#else
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_port = htons((unsigned short)atoi(port)),
                                  .sin_addr = {htonl(INADDR_LOOPBACK)}};
    int end = socket(AF_INET, SOCK_STREAM, 0);
    if (end < 0) {
        return -1;
    }
    int result = connect(end, (const struct sockaddr *)&address, sizeof address);
    int why = errno;
    close(end);
    errno = why;
    return result;
#endif
}

/* Touches every page: memory that is only promised takes none. */
static int fill_memory(const char *mebibytes, const char *unused)
{
    static char *volatile last; /* Memory that nobody could read would not be asked for. */
    (void)unused;
    for (long left = atol(mebibytes); left > 0; left--) {
        char *block = malloc(1 << 20);
        if (!block) {
            return -1;
        }
        memset(block, 1, 1 << 20);
        last = block;
    }
    return 0;
}

static const struct {
    const char *name;
    int values;
    int (*attempt)(const char *, const char *);
} attempts[] = {
    {"read", 1, read_file},         {"write", 1, write_file},   {"move", 2, move_file},     {"list", 1, list_folder},
    {"variable", 1, read_variable}, {"connect", 1, connect_to}, {"memory", 1, fill_memory},
};

int main(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], "ready") == 0) {
        puts("ready");
        return 0;
    }
    for (size_t i = 0; i < sizeof attempts / sizeof attempts[0]; i++) {
        if (argc == 2 + attempts[i].values && strcmp(argv[1], attempts[i].name) == 0) {
            errno = 0;
            if (attempts[i].attempt(argc > 2 ? argv[2] : "", argc > 3 ? argv[3] : "") == 0) {
                puts("allowed");
            } else {
                printf("denied: %s\n", strerror(errno));
            }
            return 0;
        }
    }
    fputs("give an attempt: ready, read FILE, write FILE, move FROM TO, list FOLDER, variable NAME, connect PORT, or memory MEBIBYTES\n",
          stderr);
    return 2;
}
