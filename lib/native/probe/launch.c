#include "launch.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { PIPE_BYTES = 1024 * 1024, READ_BYTES = 32 * 1024 };

static uint8_t buffer[READ_BYTES];
static int null_device;

/* A pipe of which the probe keeps both ends. As it holds the writing end, too, no hang-up wakes it just before the
 * child's exit does. After the exit, reading what is left in the pipe ends with EAGAIN, whoever else still holds it. */
struct stream {
    int reading, writing;
};

static int open_pidfd(pid_t pid)
{
    return (int)syscall(SYS_pidfd_open, pid, 0);
}

bool launch_prepare(char sentence[SENTENCE_MAX])
{
    /* A child's peak memory starts from the probe's. Touched now, the buffer counts in every sample. */
    memset(buffer, 1, sizeof buffer);
    null_device = open("/dev/null", O_RDWR | O_CLOEXEC);
    int self = open_pidfd(getpid());
    if (null_device < 0 || self < 0 || prctl(PR_SET_CHILD_SUBREAPER, 1) != 0) {
        snprintf(sentence, SENTENCE_MAX, "the probe needs /dev/null and Linux 5.3 or newer: %s", strerror(errno));
        return false;
    }
    close(self);
    return true;
}

static bool open_stream(struct stream *stream)
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0)
        return false;
    *stream = (struct stream){.reading = ends[0], .writing = ends[1]};
    fcntl(stream->reading, F_SETFL, O_NONBLOCK);
    /* Then the child need not wait for the hashing. If the user's pipe quota forbids it, the
     * default size works, too. */
    fcntl(stream->writing, F_SETPIPE_SZ, PIPE_BYTES);
    return true;
}

/* Where a job wants its standard output. Only a pipe is read while the job runs. */
static bool open_stdout(enum destination destination, struct stream *stream)
{
    if (destination == TO_PIPE)
        return open_stream(stream);
    stream->writing = destination == TO_FILE ? memfd_create("stdout", MFD_CLOEXEC) : fcntl(null_device, F_DUPFD_CLOEXEC, 0);
    return stream->writing >= 0;
}

static void close_stream(struct stream *stream)
{
    close(stream->reading);
    close(stream->writing);
}

static bool read_stdout(const struct stream *out, struct sha256 *hash, struct sample *sample)
{
    ssize_t size = read(out->reading, buffer, sizeof buffer);
    if (size <= 0)
        return false;
    sha256_add(hash, buffer, (size_t)size);
    sample->stdout_bytes += size;
    return true;
}

static bool read_stderr(const struct stream *err, struct sample *sample)
{
    ssize_t size = read(err->reading, buffer, sizeof buffer);
    if (size <= 0)
        return false;
    size_t added = size < STDERR_TAIL_MAX ? (size_t)size : STDERR_TAIL_MAX;
    size_t room = STDERR_TAIL_MAX - added;
    size_t kept = sample->stderr_tail_size < room ? sample->stderr_tail_size : room;
    memmove(sample->stderr_tail, sample->stderr_tail + sample->stderr_tail_size - kept, kept);
    memcpy(sample->stderr_tail + kept, buffer + size - added, added);
    sample->stderr_tail_size = kept + added;
    return true;
}

/* CPU time stolen by the hypervisor since boot: the eighth number of the first line, see proc_stat(5). */
static int64_t read_steal_ns(void)
{
    char text[256];
    long long ticks;
    if (!read_text("/proc/stat", text, sizeof text) || sscanf(text, "cpu %*u %*u %*u %*u %*u %*u %*u %lld", &ticks) != 1)
        return UNKNOWN;
    return ticks * (INT64_C(1000000000) / sysconf(_SC_CLK_TCK));
}

/* How many processes the kernel killed since boot because memory ran out, in a cgroup or on the machine. */
static int64_t read_oom_kills(void)
{
    static const char name[] = "\noom_kill ";
    char *text = (char *)buffer; /* empty before a launch and after it, and already in the probe's own memory */
    const char *line = read_text("/proc/vmstat", text, sizeof buffer) ? strstr(text, name) : NULL;
    return line == NULL ? UNKNOWN : strtoll(line + sizeof name - 1, NULL, 10);
}

static void read_load1(char load1[16])
{
    char text[64];
    if (!read_text("/proc/loadavg", text, sizeof text) || sscanf(text, "%15[0-9.]", load1) != 1)
        load1[0] = '\0';
}

/* Kills and reaps what is left of a process group, and every other descendant, in whatever session. The probe is their
 * subreaper, so each becomes its child at the latest when its own parent is gone. */
static void end_descendants(pid_t group)
{
    for (;;) {
        pid_t reaped = waitpid(-1, NULL, WNOHANG);
        if (reaped > 0)
            continue;
        if (reaped < 0)
            return;
        char text[4096];
        bool killed = kill(-group, SIGKILL) == 0;
        /* A kernel without CONFIG_PROC_CHILDREN has no such list: there only the group can be ended. */
        if (!read_text("/proc/thread-self/children", text, sizeof text))
            return;
        /* Each number ends with a space. A number that is cut off by the end of the text is left for the next round. */
        char *at = text, *end;
        for (long pid; (pid = strtol(at, &end, 10)) > 0 && *end == ' '; at = end + 1)
            killed |= kill((pid_t)pid, SIGKILL) == 0;
        if (!killed)
            return;
        waitpid(-1, NULL, 0);
    }
}

/* Reads the child's output until it exits (LAUNCH_MEASURED) or must be killed: at the timeout, or because nobody waits
 * for the answer any more. */
static enum launch_end watch(const struct job *job, int64_t start, int pidfd, int signals, const struct stream *out,
                             const struct stream *err, struct sha256 *hash, struct sample *sample)
{
    enum { EXIT, SIGNAL, INPUT, OUT, ERR, COUNT };
    /* Standard input is watched only for its end: a further job may wait there. */
    struct pollfd fds[COUNT] = {
        [EXIT] = {.fd = pidfd, .events = POLLIN},
        [SIGNAL] = {.fd = signals, .events = POLLIN},
        [INPUT] = {.fd = STDIN_FILENO, .events = POLLRDHUP},
        [OUT] = {.fd = out->reading, .events = POLLIN},
        [ERR] = {.fd = err->reading, .events = POLLIN},
    };
    int64_t now = now_ns();
    for (;;) {
        int64_t left = job->timeout_ns - (now - start);
        if (left <= 0) {
            sample->timed_out = true;
            return LAUNCH_MEASURED;
        }
        struct timespec limit = {.tv_sec = left / 1000000000, .tv_nsec = left % 1000000000};
        int ready = ppoll(fds, COUNT, &limit, NULL);
        now = now_ns();
        if (ready <= 0)
            continue;
        if (fds[OUT].revents && sample->first_output_ns == UNKNOWN)
            sample->first_output_ns = now - start;
        if (fds[EXIT].revents)
            return LAUNCH_MEASURED;
        if (fds[SIGNAL].revents || fds[INPUT].revents)
            return LAUNCH_ABANDONED;
        if (fds[OUT].revents)
            read_stdout(out, hash, sample);
        if (fds[ERR].revents)
            read_stderr(err, sample);
    }
}

/* Becomes the program of a job, in a process group of its own, with no signal blocked or ignored. It is killed when the
 * probe is, however that happens. Returns only if it fails, with errno. Called between vfork and exec: it works in the
 * probe's memory and must not change it. */
static void become(const struct job *job, const struct stream *out, const struct stream *err, pid_t probe)
{
    sigset_t none;
    sigemptyset(&none);
    signal(SIGINT, SIG_DFL);
    if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || setpgid(0, 0) != 0 || dup2(null_device, STDIN_FILENO) < 0
        || dup2(out->writing, STDOUT_FILENO) < 0 || dup2(err->writing, STDERR_FILENO) < 0
        || (job->cwd != NULL && chdir(job->cwd) != 0) || sigprocmask(SIG_SETMASK, &none, NULL) != 0)
        return;
    if (getppid() != probe) /* it was killed before it could be waited for */
        _exit(EXIT_FAILURE);
    execve(job->argv[0], job->argv, job->env);
}

/* Starts the program of a job. Like posix_spawn, which cannot ask for a signal at the parent's death, it borrows the
 * probe's memory until the program begins. Gives 0 and the reason where nothing was started. */
static pid_t start_program(const struct job *job, const struct stream *out, const struct stream *err, int *error)
{
    static volatile int failed; /* the child writes it, in the probe's memory */
    pid_t probe = getpid();
    failed = 0;
    pid_t pid = vfork();
    if (pid == 0) {
        become(job, out, err, probe);
        failed = errno;
        _exit(EXIT_FAILURE);
    }
    *error = pid < 0 ? errno : failed;
    if (pid > 0 && failed != 0)
        waitpid(pid, NULL, 0);
    return *error == 0 ? pid : 0;
}

static enum launch_end launch_into(const struct job *job, int signals, const struct stream *out, const struct stream *err,
                                   struct sample *sample, char sentence[SENTENCE_MAX])
{
    struct sha256 hash;
    sha256_start(&hash);
    read_load1(sample->load1);
    int64_t steal_before = read_steal_ns(), oom_kills_before = read_oom_kills();

    int error;
    int64_t start = now_ns();
    pid_t pid = start_program(job, out, err, &error);
    if (pid == 0) {
        explain_spawn_error(job->argv[0], error, sentence);
        return LAUNCH_NOT_STARTED;
    }
    int pidfd = open_pidfd(pid);
    enum launch_end end = watch(job, start, pidfd, signals, out, err, &hash, sample);
    if (sample->timed_out || end == LAUNCH_ABANDONED) {
        kill(-pid, SIGKILL);
        kill(pid, SIGKILL); /* it may have left its group */
    }
    wait4(pid, &sample->wait_status, 0, &sample->usage);
    sample->wall_ns = now_ns() - start;

    close(pidfd);
    int64_t steal_after = read_steal_ns();
    sample->steal_ns = steal_before == UNKNOWN ? UNKNOWN : steal_after - steal_before;
    sample->oom_kills = oom_kills_before == UNKNOWN ? UNKNOWN : read_oom_kills() - oom_kills_before;
    end_descendants(pid);
    const struct stream file = {.reading = out->writing, .writing = -1};
    if (job->destination == TO_FILE)
        lseek(file.reading, 0, SEEK_SET);
    while (read_stdout(job->destination == TO_FILE ? &file : out, &hash, sample))
        continue;
    while (read_stderr(err, sample))
        continue;
    if (job->destination == TO_PIPE && sample->stdout_bytes > 0 && sample->first_output_ns == UNKNOWN)
        sample->first_output_ns = sample->wall_ns;
    sha256_finish(&hash, sample->stdout_sha256);
    return end;
}

enum launch_end launch(const struct job *job, int signals, struct sample *sample, char sentence[SENTENCE_MAX])
{
    memset(sample, 0, sizeof *sample);
    sample->first_output_ns = UNKNOWN;
    struct stat folder;
    if (job->cwd != NULL && (stat(job->cwd, &folder) != 0 || !S_ISDIR(folder.st_mode))) {
        snprintf(sentence, SENTENCE_MAX, "cannot start %.200s: its working folder %.200s is not a folder", job->argv[0], job->cwd);
        return LAUNCH_NOT_STARTED;
    }
    enum launch_end end = LAUNCH_NOT_STARTED;
    struct stream out = {-1, -1}, err = {-1, -1};
    /* Fresh pipes for each launch: a child may change the flags and the size of those it is given. */
    if (open_stdout(job->destination, &out) && open_stream(&err))
        end = launch_into(job, signals, &out, &err, sample, sentence);
    else
        snprintf(sentence, SENTENCE_MAX, "cannot make a pipe or a file for the output: %s", strerror(errno));
    close_stream(&out);
    close_stream(&err);
    return end;
}
