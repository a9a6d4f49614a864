#include "job.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

struct reader {
    char *start, *at, *end;
    char *sentence;
};

__attribute__((format(printf, 3, 4))) static bool fail(struct reader *r, const char *where, const char *format, ...)
{
    int prefix = snprintf(r->sentence, SENTENCE_MAX, "byte %td: ", where - r->start + 1);
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(r->sentence + prefix, SENTENCE_MAX - (size_t)prefix, format, arguments);
    va_end(arguments);
    return false;
}

static char next(struct reader *r)
{
    while (*r->at == ' ' || *r->at == '\t' || *r->at == '\r')
        r->at++;
    return *r->at;
}

static bool expect(struct reader *r, char wanted, const char *role)
{
    if (next(r) != wanted)
        return fail(r, r->at, "expected '%c' %s", wanted, role);
    r->at++;
    return true;
}

static bool read_hex4(struct reader *r, uint32_t *code)
{
    *code = 0;
    for (int i = 0; i < 4; i++, r->at++) {
        char c = *r->at;
        int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
        if (digit < 0)
            return fail(r, r->at, "expected four hexadecimal digits after \\u");
        *code = *code << 4 | (uint32_t)digit;
    }
    return true;
}

static bool read_unicode_escape(struct reader *r, char **out)
{
    char *escape = r->at - 2;
    uint32_t code, low;
    if (!read_hex4(r, &code))
        return false;
    if (code >= 0xd800 && code < 0xdc00) {
        if (r->at[0] != '\\' || r->at[1] != 'u')
            return fail(r, escape, "half of a surrogate pair");
        r->at += 2;
        if (!read_hex4(r, &low))
            return false;
        if (low < 0xdc00 || low > 0xdfff)
            return fail(r, escape, "half of a surrogate pair");
        code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
    } else if (code >= 0xdc00 && code < 0xe000) {
        return fail(r, escape, "half of a surrogate pair");
    }
    if (code == 0)
        return fail(r, escape, "\\u0000 cannot be part of a command line");
    /* As UTF-8, which is never longer than the escape that it replaces. */
    char *o = *out;
    if (code < 0x80) {
        *o++ = (char)code;
    } else {
        int extra = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
        *o++ = (char)((0xff80 >> extra & 0xff) | code >> 6 * extra);
        while (extra-- > 0)
            *o++ = (char)(0x80 | (code >> 6 * extra & 0x3f));
    }
    *out = o;
    return true;
}

/* Decodes a string over its own bytes: the value is never longer than its JSON form. */
static bool read_string(struct reader *r, const char **value)
{
    if (!expect(r, '"', "to start a string"))
        return false;
    char *out = r->at;
    *value = out;
    while (*r->at != '"') {
        if (r->at == r->end)
            return fail(r, r->at, "the line ends within a string");
        if ((unsigned char)*r->at < 0x20)
            return fail(r, r->at, "control character within a string");
        if (*r->at != '\\') {
            *out++ = *r->at++;
            continue;
        }
        static const char names[] = "\"\\/bfnrt", meanings[] = "\"\\/\b\f\n\r\t";
        char escape = r->at[1];
        const char *known = escape == '\0' ? NULL : strchr(names, escape);
        if (known != NULL) {
            *out++ = meanings[known - names];
            r->at += 2;
        } else if (escape == 'u') {
            r->at += 2;
            if (!read_unicode_escape(r, &out))
                return false;
        } else {
            return fail(r, r->at, "unknown escape in a string");
        }
    }
    r->at++;
    *out = '\0';
    return true;
}

static bool read_strings(struct reader *r, char *strings[JOB_STRINGS_MAX + 1])
{
    size_t count = 0;
    if (!expect(r, '[', "to start a list of strings"))
        return false;
    for (; next(r) != ']'; count++) {
        const char *text;
        if (count > 0 && !expect(r, ',', "or ']' after a string of a list"))
            return false;
        if (count == JOB_STRINGS_MAX)
            return fail(r, r->at, "the list has more than %d strings", JOB_STRINGS_MAX);
        if (!read_string(r, &text))
            return false;
        strings[count] = (char *)text;
    }
    r->at++;
    strings[count] = NULL;
    return true;
}

static bool read_positive(struct reader *r, int64_t *value)
{
    next(r);
    char *where = r->at;
    *value = 0;
    for (; *r->at >= '0' && *r->at <= '9'; r->at++)
        if (__builtin_mul_overflow(*value, 10, value) || __builtin_add_overflow(*value, *r->at - '0', value))
            return fail(r, where, "timeout_ns is too large");
    if (*value == 0 || *where == '0')
        return fail(r, where, "timeout_ns must be a whole number of nanoseconds above 0");
    return true;
}

static bool read_destination(struct reader *r, enum destination *destination)
{
    const char *name, *where = (next(r), r->at);
    if (!read_string(r, &name))
        return false;
    *destination = !strcmp(name, "pipe") ? TO_PIPE : !strcmp(name, "file") ? TO_FILE : !strcmp(name, "null") ? TO_NULL : 0;
    return *destination != 0 || fail(r, where, "stdout must be pipe, file or null, not \"%.100s\"", name);
}

static bool read_member(struct reader *r, struct job *job)
{
    const char *key;
    char *where = r->at;
    if (!read_string(r, &key) || !expect(r, ':', "after a key"))
        return false;
    next(r);
    bool again = (!strcmp(key, "id") && job->id) || (!strcmp(key, "argv") && job->argv) || (!strcmp(key, "env") && job->env) ||
                 (!strcmp(key, "cwd") && job->cwd) || (!strcmp(key, "timeout_ns") && job->timeout_ns) ||
                 (!strcmp(key, "stdout") && job->destination);
    if (again)
        return fail(r, where, "%s is given twice", key);
    char *value = r->at;
    if (!strcmp(key, "id"))
        return read_string(r, &job->id);
    if (!strcmp(key, "argv")) {
        job->argv = job->argv_strings;
        if (!read_strings(r, job->argv))
            return false;
        return (job->argv[0] != NULL && job->argv[0][0] == '/') || fail(r, value, "argv must start with the absolute path of a program");
    }
    if (!strcmp(key, "env")) {
        job->env = job->env_strings;
        if (!read_strings(r, job->env))
            return false;
        for (char **variable = job->env; *variable != NULL; variable++)
            if (strchr(*variable, '=') == NULL || **variable == '=')
                return fail(r, value, "env must be strings of the form NAME=value, not \"%.100s\"", *variable);
        return true;
    }
    if (!strcmp(key, "cwd"))
        return read_string(r, &job->cwd) && (job->cwd[0] == '/' || fail(r, value, "cwd must be an absolute path"));
    if (!strcmp(key, "timeout_ns"))
        return read_positive(r, &job->timeout_ns);
    if (!strcmp(key, "stdout"))
        return read_destination(r, &job->destination);
    return fail(r, where, "unknown key \"%.100s\"; a job has id, argv, env, cwd, timeout_ns and stdout", key);
}

bool job_read(struct job *job, char *line, size_t size, char sentence[SENTENCE_MAX])
{
    struct reader r = {.start = line, .at = line, .end = line + size, .sentence = sentence};
    job->id = job->cwd = NULL;
    job->argv = job->env = NULL;
    job->timeout_ns = 0;
    job->destination = 0;

    if (!expect(&r, '{', "to start a job"))
        return false;
    for (bool first = true; next(&r) != '}'; first = false) {
        if (!first && !expect(&r, ',', "or '}' after a value"))
            return false;
        next(&r);
        if (!read_member(&r, job))
            return false;
    }
    r.at++;
    next(&r);
    if (r.at != r.end)
        return fail(&r, r.at, "expected the end of the line after the job");
    if (job->destination == 0)
        job->destination = TO_PIPE;
    const char *missing = !job->id ? "id" : !job->argv ? "argv" : !job->env ? "env" : !job->timeout_ns ? "timeout_ns" : NULL;
    return missing == NULL || fail(&r, r.end, "the job has no %s", missing);
}
