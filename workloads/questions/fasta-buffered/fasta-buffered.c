/* fasta, which gives its standard output a buffer of its own before it starts, whatever the C library would do. */
#include "../../games/fasta/fasta.c"

__attribute__((constructor)) static void give_a_buffer(void)
{
    static char buffer[65536];
    setvbuf(stdout, buffer, _IOFBF, sizeof buffer);
}
