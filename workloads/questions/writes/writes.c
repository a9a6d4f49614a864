/* writes: asks the system to write a number of times, the same bytes each time, without a buffer of its own. */
#include "arguments.h"

#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

enum { MOST_BYTES = 65536 };

#ifdef IN_PIECES
/* As the C library does it: what its buffer holds, which is nothing here, and what it was given, in one call. */
static ssize_t write_some(char *line, size_t bytes)
{
    const struct iovec pieces[] = {{.iov_base = line, .iov_len = 0}, {.iov_base = line, .iov_len = bytes}};
    return writev(STDOUT_FILENO, pieces, 2);
}
#else
static ssize_t write_some(const char *line, size_t bytes)
{
    return write(STDOUT_FILENO, line, bytes);
}
#endif

int main(int argc, char **argv)
{
    static char line[MOST_BYTES];
    const size_t bytes = (size_t)argument_at(1, argc, argv, 1, MOST_BYTES);
    const long count = argument_at(2, argc, argv, 0, 100000000);
    memset(line, 'x', bytes);
    line[bytes - 1] = '\n';
    for (long i = 0; i < count; i++)
        for (size_t done = 0; done < bytes;) {
            const ssize_t written = write_some(line + done, bytes - done);
            if (written <= 0)
                return 1;
            done += (size_t)written;
        }
}
