/* startup: its first statement writes a byte, so the time from spawn to that byte is the time to the first statement.
   It uses no stdio, whose buffer would hold the byte back until the end. */
#include <unistd.h>

int main(void)
{
    return write(STDOUT_FILENO, "\n", 1) == 1 ? 0 : 1;
}
