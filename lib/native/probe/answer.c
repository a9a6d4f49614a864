#include "answer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

/* Length of the valid UTF-8 sequence at `s` (RFC 3629), or 0. */
static size_t utf8_length(const unsigned char *s, size_t left)
{
    if (s[0] < 0x80)
        return 1;
    size_t length = s[0] >= 0xf0 ? 4 : s[0] >= 0xe0 ? 3 : 2;
    if (s[0] < 0xc2 || s[0] > 0xf4 || length > left)
        return 0;
    for (size_t i = 1; i < length; i++)
        if ((s[i] & 0xc0) != 0x80)
            return 0;
    bool overlong = (s[0] == 0xe0 && s[1] < 0xa0) || (s[0] == 0xf0 && s[1] < 0x90);
    bool surrogate_or_beyond = (s[0] == 0xed && s[1] > 0x9f) || (s[0] == 0xf4 && s[1] > 0x8f);
    return overlong || surrogate_or_beyond ? 0 : length;
}

/* Writes any bytes as a JSON string. Bytes that are not UTF-8 become U+FFFD, as in browsers. */
static void put_string(const char *text, size_t size)
{
    putchar('"');
    for (size_t i = 0; i < size;) {
        const unsigned char *s = (const unsigned char *)text + i;
        size_t length = utf8_length(s, size - i);
        if (length == 0)
            printf("\\ufffd");
        else if (*s < 0x20 || *s == 0x7f)
            printf("\\u%04x", *s);
        else if (*s == '"' || *s == '\\')
            printf("\\%c", *s);
        else
            fwrite(s, 1, length, stdout);
        i += length == 0 ? 1 : length;
    }
    putchar('"');
}

static void put_number(const char *key, int64_t value, bool known)
{
    printf(known ? ",\"%s\":%lld" : ",\"%s\":null", key, (long long)value);
}

static int64_t timeval_ns(struct timeval time)
{
    return time.tv_sec * INT64_C(1000000000) + time.tv_usec * INT64_C(1000);
}

static void put_start(const char *id, const char *status)
{
    printf("{\"id\":");
    if (id == NULL)
        printf("null");
    else
        put_string(id, strlen(id));
    printf(",\"status\":\"%s\"", status);
}

static void put_end(void)
{
    putchar('}');
    putchar('\n');
    if (fflush(stdout) != 0)
        exit(EXIT_FAILURE); /* nobody reads answers any more */
}

void answer_sample(const struct job *job, const struct sample *sample)
{
    bool exited = WIFEXITED(sample->wait_status);
    put_start(job->id, sample->timed_out ? "timeout" : exited ? "exited" : "signaled");
    put_number("exit_code", WEXITSTATUS(sample->wait_status), exited);
    put_number("signal", WTERMSIG(sample->wait_status), !exited);
    put_number("wall_ns", sample->wall_ns, true);
    put_number("first_output_ns", sample->first_output_ns, sample->first_output_ns != UNKNOWN);
    put_number("user_ns", timeval_ns(sample->usage.ru_utime), true);
    put_number("system_ns", timeval_ns(sample->usage.ru_stime), true);
    put_number("max_rss_bytes", max_rss_bytes(&sample->usage), true);
    put_number("minor_faults", sample->usage.ru_minflt, true);
    put_number("major_faults", sample->usage.ru_majflt, true);
    put_number("voluntary_switches", sample->usage.ru_nvcsw, true);
    put_number("involuntary_switches", sample->usage.ru_nivcsw, true);
    put_number("stdout_bytes", sample->stdout_bytes, true);
    printf(",\"stdout_sha256\":\"%s\",\"stderr_tail\":", sample->stdout_sha256);
    put_string(sample->stderr_tail, sample->stderr_tail_size);
    put_number("steal_ns", sample->steal_ns, sample->steal_ns != UNKNOWN);
    put_number("oom_kills", sample->oom_kills, sample->oom_kills != UNKNOWN);
    printf(",\"load1\":%s,\"error\":null", sample->load1[0] ? sample->load1 : "null");
    put_end();
}

void answer_failure(const char *id, const char *status, const char *sentence)
{
    put_start(id, status);
    printf(",\"error\":");
    put_string(sentence, strlen(sentence));
    put_end();
}
