/* The probe launches commands and measures them. Jobs come in and answers go out, each as a
 * line of JSON. See --help. */
#include "answer.h"
#include "costs.h"
#include "crowd.h"
#include "inside.h"
#include "leftovers.h"

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

static const char help[] =
    "probe - launches commands and measures them\n"
    "\n"
    "  probe                         reads jobs on standard input, answers on standard output\n"
    "  probe --inside -- PROG ARG..  runs PROG as the first process of a container\n"
    "  probe --crowd HOW .. -- PROG  runs many instances of PROG, as one job; see below\n"
    "  probe --costs                 prints what a page fault, a system call and a process cost here\n"
    "  probe --end-leftovers NAME=VAL kills processes that were started with this in their environment\n"
    "  probe --version | --help\n"
    "\n"
    "A job is one line of JSON; env is the whole environment, cwd may be left out, and stdout (pipe, file, null):\n"
    "  {\"id\":\"1\",\"argv\":[\"/bin/echo\",\"hello\"],\"env\":[\"LANG=C\"],\"cwd\":\"/\",\"timeout_ns\":1000000000}\n"
    "\n"
    "The answer is one line with the same id and a status:\n"
    "  exited, signaled, timeout   the command ran: times, peak memory, faults, switches, size and\n"
    "                              SHA-256 of its stdout (of nothing for null), the last 4 KiB of its stderr\n"
    "  spawn-error, bad-job        it did not run: only id, status and error, a sentence that says why\n"
    "\n"
    "The command runs in a process group of its own, and dies with the probe. When it ends, or is killed at the\n"
    "timeout, everything that it started is killed too. The end of standard input, SIGTERM, SIGHUP or SIGQUIT in\n"
    "mid-job does the same and ends the probe without an answer; SIGINT is ignored, so that Ctrl-C is the caller's\n"
    "to judge.\n"
    "To try it: probe < jobs.json\n"
    "\n"
    "--inside passes streams and exit code through and ends with one line on standard error: an RS byte (0x1e)\n"
    "and {\"inner_wall_ns\":..,\"inner_max_rss_bytes\":..,\"cgroup_peak_bytes\":..}.\n"
    "--crowd waiting NAME LIMIT N starts N instances in a cgroup with a limit in bytes. When each has written a byte, their\n"
    "memory is taken, their standard input ends, and an RS byte comes on standard error with {\"pss_bytes\":..,\n"
    "\"private_bytes\":..,\"cgroup_bytes\":..}. --crowd starting NAME N K starts N that end by themselves, K at a time.\n"
    "Where NAME is in PROG's arguments, each instance gets its number after it.\n"
    "--costs prints {\"page_fault_ns\":..,\"system_call_ns\":..,\"process_ns\":..}, each the median of 41 rounds: a first\n"
    "write to a small page, a getppid, and this program from spawn to reaped exit.\n";

static char input[JOB_LINE_MAX + 1];
static size_t input_size, input_used;

/* Reads more of standard input; gives 0 at its end. Ends the probe when a signal asks for it. */
static size_t read_input(int signals, char *into, size_t size)
{
    struct pollfd fds[] = {{.fd = signals, .events = POLLIN}, {.fd = STDIN_FILENO, .events = POLLIN}};
    poll(fds, 2, -1);
    if (fds[0].revents)
        exit(EXIT_FAILURE);
    ssize_t got = read(STDIN_FILENO, into, size);
    return got > 0 ? (size_t)got : 0;
}

enum line { LINE, LINE_TOO_LONG, LINE_NONE };

/* The next line, NUL-terminated; it stays valid until the next call. */
static enum line read_line(int signals, char **line, size_t *size)
{
    input_size -= input_used;
    memmove(input, input + input_used, input_size);
    input_used = 0;
    enum line result = LINE;
    char *newline;
    size_t got = 1;
    while ((newline = memchr(input, '\n', input_size)) == NULL && got > 0) {
        if (input_size == JOB_LINE_MAX) {
            result = LINE_TOO_LONG;
            input_size = 0;
        }
        got = read_input(signals, input + input_size, JOB_LINE_MAX - input_size);
        input_size += got;
    }
    if (newline == NULL && input_size == 0 && result == LINE)
        return LINE_NONE;
    *line = input;
    *size = newline == NULL ? input_size : (size_t)(newline - input);
    input_used = newline == NULL ? input_size : *size + 1;
    input[*size] = '\0';
    return result;
}

/* True if the probe goes on, false if the job was abandoned. */
static bool do_job(char *line, size_t size, int signals)
{
    static struct job job;
    static struct sample sample;
    char sentence[SENTENCE_MAX];
    if (!job_read(&job, line, size, sentence)) {
        answer_failure(job.id, "bad-job", sentence);
        return true;
    }
    switch (launch(&job, signals, &sample, sentence)) {
    case LAUNCH_MEASURED:
        answer_sample(&job, &sample);
        return true;
    case LAUNCH_NOT_STARTED:
        answer_failure(job.id, "spawn-error", sentence);
        return true;
    case LAUNCH_ABANDONED:
        return false;
    }
    return false;
}

static int serve(void)
{
    char sentence[SENTENCE_MAX];
    sigset_t ending;
    sigemptyset(&ending);
    sigaddset(&ending, SIGTERM);
    sigaddset(&ending, SIGHUP);
    sigaddset(&ending, SIGQUIT);
    sigprocmask(SIG_BLOCK, &ending, NULL);
    /* Leaves the terminal's foreground group, whose Ctrl-C would also hit a child before it has its own group. */
    setpgid(0, 0);
    signal(SIGINT, SIG_IGN);
    int signals = signalfd(-1, &ending, SFD_CLOEXEC);
    if (signals < 0 || !launch_prepare(sentence)) {
        fprintf(stderr, "probe: %s\n", signals < 0 ? "this system has no signalfd" : sentence);
        return EXIT_FAILURE;
    }
    for (;;) {
        char *line;
        size_t size;
        switch (read_line(signals, &line, &size)) {
        case LINE:
            if (!do_job(line, size, signals))
                return EXIT_FAILURE;
            break;
        case LINE_TOO_LONG:
            snprintf(sentence, sizeof sentence, "byte %d: the line is longer than a job may be", JOB_LINE_MAX);
            answer_failure(NULL, "bad-job", sentence);
            break;
        case LINE_NONE:
            return EXIT_SUCCESS;
        }
    }
}

int main(int argc, char *argv[])
{
    /* Signals that the caller ignores or blocks are not ignored or blocked in the commands. */
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    for (int number = 1; number < NSIG; number++)
        signal(number, SIG_DFL);

    if (argc == 1)
        return serve();
    if (argc > 3 && !strcmp(argv[1], "--inside") && !strcmp(argv[2], "--"))
        return run_inside(argv + 3);
    if (argc > 1 && !strcmp(argv[1], "--crowd"))
        return run_crowd(argc - 2, argv + 2);
    if (argc == 2 && !strcmp(argv[1], "--costs"))
        return print_costs();
    if (argc == 2 && !strcmp(argv[1], "--nothing")) /* the process that --costs times */
        return EXIT_SUCCESS;
    if (argc == 3 && !strcmp(argv[1], "--end-leftovers") && strchr(argv[2], '=') != NULL)
        return end_leftovers(argv[2]);
    if (argc == 2 && !strcmp(argv[1], "--version"))
        return puts("probe " PROBE_VERSION) < 0;
    if (argc == 2 && !strcmp(argv[1], "--help"))
        return fputs(help, stdout) < 0;
    fprintf(stderr, "probe: cannot make sense of %s; usage: probe [--inside -- PROG ARG.. | --crowd HOW .. -- PROG ARG.. | --costs | --end-leftovers NAME=VALUE | --version | --help]\n", argv[1]);
    return 2;
}
