/* waits: writes a byte as its first statement, as startup does, and then waits until its input ends. */
#include <unistd.h>

int main(void)
{
    char byte;
    if (write(STDOUT_FILENO, "\n", 1) != 1)
        return 1;
    while (read(STDIN_FILENO, &byte, 1) > 0)
        continue;
    return 0;
}
