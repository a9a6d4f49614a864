/* SQLite's own benchmark on a database in memory: SQLite and the benchmark, as set-up unpacks them, in one program. */
#define SQLITE_THREADSAFE 0 /* WebAssembly has one thread. */
#define SQLITE_TEMP_STORE 3 /* Everything stays in memory: a module has no folder. */
#define SQLITE_OMIT_LOAD_EXTENSION
#define SQLITE_DEFAULT_MEMSTATUS 0
#define LONGDOUBLE_TYPE double /* Wider types differ between processors, and so would the work. */
#include <sqlite3.c>

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Prints like printf. How long a test took, which the benchmark prints at the end of a line, goes to stderr alone, so
   that stdout has the same text in every launch. */
static void print(const char *format, ...)
{
    static const char time[] = "%4d.%03ds\n", printed[] = "   0.123s\n";
    char text[500];
    va_list values;
    va_start(values, format);
    vsnprintf(text, sizeof text, format, values);
    va_end(values);
    fputs(text, stderr);
    if (strstr(format, time)) {
        strcpy(text + strlen(text) - strlen(printed), "\n");
    }
    fputs(text, stdout);
}

/* Names that the two files give to different things. */
#define randomFunc speedtest1_randomFunc
#define printf print
#include <speedtest1.c>
