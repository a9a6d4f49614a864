/* Runs WebAssembly programs with libwasmtime, as Wasmtime's own command line would, so that a machine with nothing
 * installed has a runtime to measure. There is no compile cache. Settings are the defaults (Cranelift, optimised for
 * speed, compiling on all cores). See --help. */
#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The part of libwasmtime's C API that is used, as https://docs.wasmtime.dev/c-api/ documents it. The
 * package has no headers. */
typedef struct wasm_engine wasm_engine_t;
typedef struct wasm_trap wasm_trap_t;
typedef struct wasi_config wasi_config_t;
typedef struct wasmtime_context wasmtime_context_t;
typedef struct wasmtime_error wasmtime_error_t;
typedef struct wasmtime_linker wasmtime_linker_t;
typedef struct wasmtime_module wasmtime_module_t;
typedef struct wasm_config wasm_config_t;
typedef struct wasmtime_store wasmtime_store_t;
typedef struct wasmtime_val wasmtime_val_t;
typedef struct {
    size_t size;
    char *data;
} wasm_byte_vec_t;
typedef struct {
    uint64_t store_id;
    void *private;
} wasmtime_func_t;

wasm_config_t *wasm_config_new(void);
void wasmtime_config_debug_info_set(wasm_config_t *, bool);
void wasmtime_config_cranelift_opt_level_set(wasm_config_t *, uint8_t level);
wasm_engine_t *wasm_engine_new(void);
wasm_engine_t *wasm_engine_new_with_config(wasm_config_t *);
void wasm_trap_message(const wasm_trap_t *, wasm_byte_vec_t *message);
wasi_config_t *wasi_config_new(void);
bool wasi_config_set_argv(wasi_config_t *, size_t argc, const char *argv[]);
void wasi_config_inherit_env(wasi_config_t *);
void wasi_config_inherit_stdin(wasi_config_t *);
void wasi_config_inherit_stdout(wasi_config_t *);
void wasi_config_inherit_stderr(wasi_config_t *);
bool wasi_config_preopen_dir(wasi_config_t *, const char *host, const char *guest, bool writable);
wasmtime_error_t *wasmtime_context_set_wasi(wasmtime_context_t *, wasi_config_t *);
void wasmtime_error_message(const wasmtime_error_t *, wasm_byte_vec_t *message);
bool wasmtime_error_exit_status(const wasmtime_error_t *, int *status);
wasmtime_error_t *wasmtime_func_call(wasmtime_context_t *, const wasmtime_func_t *, const wasmtime_val_t *args, size_t nargs,
                                     wasmtime_val_t *results, size_t nresults, wasm_trap_t **);
wasmtime_linker_t *wasmtime_linker_new(wasm_engine_t *);
wasmtime_error_t *wasmtime_linker_define_wasi(wasmtime_linker_t *);
wasmtime_error_t *wasmtime_linker_get_default(const wasmtime_linker_t *, wasmtime_context_t *, const char *name, size_t size, wasmtime_func_t *);
wasmtime_error_t *wasmtime_linker_module(wasmtime_linker_t *, wasmtime_context_t *, const char *name, size_t size, const wasmtime_module_t *);
wasmtime_error_t *wasmtime_module_deserialize_file(wasm_engine_t *, const char *path, wasmtime_module_t **);
wasmtime_error_t *wasmtime_module_new(wasm_engine_t *, const uint8_t *wasm, size_t size, wasmtime_module_t **);
wasmtime_error_t *wasmtime_module_serialize(wasmtime_module_t *, wasm_byte_vec_t *);
wasmtime_context_t *wasmtime_store_context(wasmtime_store_t *);
wasmtime_store_t *wasmtime_store_new(wasm_engine_t *, void *data, void (*finalizer)(void *));

enum { EXIT_UNUSABLE = 2, EXIT_TRAP = 134 }; /* 134 as Wasmtime's command line: 128 + SIGABRT */

static const char help[] =
    "wasmtime-host - runs WebAssembly programs (WASI preview 1) with libwasmtime\n"
    "\n"
    "  wasmtime-host run prog.wasm [ARG..]                  compiles and runs\n"
    "  wasmtime-host compile prog.wasm -o prog.cwasm        compiles ahead of time\n"
    "  wasmtime-host run --precompiled prog.cwasm [ARG..]   runs what was compiled\n"
    "  wasmtime-host --version | --help\n"
    "\n"
    "run --dir HOST::GUEST grants the program the folder HOST under the name GUEST; without it the program sees\n"
    "no files. run --debug-info compiles without optimisation, for a debugger. Streams and environment are inherited. The exit code is the program's own, 134 after a trap, and\n"
    "2 if there is nothing to run.\n";

#define FAIL(...) (fprintf(stderr, "wasmtime-host: " __VA_ARGS__), fputc('\n', stderr), exit(EXIT_UNUSABLE))

/* The last line of libwasmtime's message, which is the first cause of the error. */
static const char *root_cause(const wasmtime_error_t *error)
{
    wasm_byte_vec_t message;
    wasmtime_error_message(error, &message);
    while (message.size > 0 && message.data[message.size - 1] == '\n')
        message.size--;
    char *text = strndup(message.data, message.size), *newline = strrchr(text, '\n');
    char *cause = newline == NULL ? text : newline + 1;
    return cause + strspn(cause, " 0123456789:");
}

/* Ends the process if there is an error. */
static void check(const wasmtime_error_t *error, const char *attempt, const char *file)
{
    if (error != NULL)
        FAIL("cannot %s %s: %s", attempt, file, root_cause(error));
}

static wasm_byte_vec_t read_file(const char *path)
{
    wasm_byte_vec_t bytes = {0};
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        FAIL("cannot read %s: %s", path, strerror(errno));
    for (size_t got = 1, room = 1 << 20; got > 0; room *= 2) {
        if ((bytes.data = realloc(bytes.data, room)) == NULL)
            FAIL("cannot read %s: %s", path, strerror(errno));
        bytes.size += got = fread(bytes.data + bytes.size, 1, room - bytes.size, file);
    }
    if (ferror(file))
        FAIL("cannot read %s: %s", path, strerror(errno));
    fclose(file);
    return bytes;
}

static wasmtime_module_t *compile_module(wasm_engine_t *engine, const char *path)
{
    wasm_byte_vec_t wasm = read_file(path);
    if (wasm.size >= 4 && memcmp(wasm.data, "\x7f""ELF", 4) == 0)
        FAIL("%s is no WebAssembly module; if it was made by compile, add --precompiled", path);
    if (wasm.size < 4 || memcmp(wasm.data, "\0asm", 4) != 0)
        FAIL("%s is no WebAssembly module: it does not start with \\0asm", path);
    wasmtime_module_t *module;
    check(wasmtime_module_new(engine, (uint8_t *)wasm.data, wasm.size, &module), "compile", path);
    free(wasm.data);
    return module;
}

static wasmtime_module_t *load_precompiled(wasm_engine_t *engine, const char *path)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        FAIL("cannot read %s: %s", path, strerror(errno));
    fclose(file);
    wasmtime_module_t *module;
    const wasmtime_error_t *error = wasmtime_module_deserialize_file(engine, path, &module);
    if (error != NULL)
        FAIL("cannot use %s, compile it again: %s", path, root_cause(error));
    return module;
}

static int compile(int argc, const char *argv[])
{
    if (argc != 3 || strcmp(argv[1], "-o") != 0)
        FAIL("compile takes one module, -o and one file name, see --help");
    const char *output = argv[2];
    wasm_byte_vec_t code;
    check(wasmtime_module_serialize(compile_module(wasm_engine_new(), argv[0]), &code), "serialise", argv[0]);
    FILE *file = fopen(output, "wb");
    if (file == NULL || fwrite(code.data, 1, code.size, file) != code.size || fclose(file) != 0)
        FAIL("cannot write %s: %s", output, strerror(errno));
    return EXIT_SUCCESS;
}

static void grant_folder(wasi_config_t *wasi, const char *grant)
{
    const char *separator = grant == NULL ? NULL : strstr(grant, "::");
    if (separator == NULL)
        FAIL("--dir takes HOST::GUEST, see --help");
    char *host = strndup(grant, (size_t)(separator - grant));
    if (!wasi_config_preopen_dir(wasi, host, separator + 2, true))
        FAIL("cannot grant the folder %s: it cannot be opened", host);
    free(host);
}

/* Calls the program's start function and returns the exit code to end with. */
static int call_start(wasm_engine_t *engine, const wasmtime_module_t *module, wasi_config_t *wasi, const char *path)
{
    wasmtime_context_t *context = wasmtime_store_context(wasmtime_store_new(engine, NULL, NULL));
    wasmtime_linker_t *linker = wasmtime_linker_new(engine);
    wasmtime_func_t start;
    wasm_trap_t *trap = NULL;
    int status;
    check(wasmtime_context_set_wasi(context, wasi), "set up WASI for", path);
    check(wasmtime_linker_define_wasi(linker), "set up WASI for", path);
    check(wasmtime_linker_module(linker, context, "", 0, module), "instantiate", path);
    check(wasmtime_linker_get_default(linker, context, "", 0, &start), "find the start function of", path);
    wasmtime_error_t *error = wasmtime_func_call(context, &start, NULL, 0, NULL, 0, &trap);
    if (error == NULL && trap == NULL)
        return EXIT_SUCCESS;
    if (error != NULL && wasmtime_error_exit_status(error, &status))
        return status;
    wasm_byte_vec_t message;
    if (trap != NULL)
        wasm_trap_message(trap, &message);
    else
        wasmtime_error_message(error, &message);
    fprintf(stderr, "wasmtime-host: %s trapped: %.*s\n", path, (int)message.size, message.data);
    return EXIT_TRAP;
}

/* An engine whose code a debugger understands: it knows the lines and variables of the source. */
static wasm_engine_t *engine_to_debug(void)
{
    enum { OPT_LEVEL_NONE = 0 };
    wasm_config_t *config = wasm_config_new();
    wasmtime_config_debug_info_set(config, true);
    wasmtime_config_cranelift_opt_level_set(config, OPT_LEVEL_NONE);
    return wasm_engine_new_with_config(config);
}

static int run(int argc, const char *argv[])
{
    bool precompiled = false, debug = false;
    wasi_config_t *wasi = wasi_config_new();
    for (; argc > 0 && argv[0][0] == '-'; argc--, argv++) {
        if (!strcmp(argv[0], "--precompiled"))
            precompiled = true;
        else if (!strcmp(argv[0], "--debug-info"))
            debug = true;
        else if (!strcmp(argv[0], "--dir"))
            grant_folder(wasi, (argc--, *++argv));
        else
            FAIL("run has no option %s, see --help", argv[0]);
    }
    if (argc == 0)
        FAIL("run takes a module, see --help");
    const char *path = argv[0], *slash = strrchr(path, '/');
    argv[0] = slash == NULL ? path : slash + 1;
    if (!wasi_config_set_argv(wasi, (size_t)argc, argv))
        FAIL("the arguments of %s are not UTF-8", path);
    wasi_config_inherit_env(wasi);
    wasi_config_inherit_stdin(wasi);
    wasi_config_inherit_stdout(wasi);
    wasi_config_inherit_stderr(wasi);

    wasm_engine_t *engine = debug ? engine_to_debug() : wasm_engine_new();
    wasmtime_module_t *module = precompiled ? load_precompiled(engine, path) : compile_module(engine, path);
    return call_start(engine, module, wasi, path);
}

int main(int argc, const char *argv[])
{
    if (argc >= 2 && !strcmp(argv[1], "run"))
        return run(argc - 2, argv + 2);
    if (argc >= 2 && !strcmp(argv[1], "compile"))
        return compile(argc - 2, argv + 2);
    if (argc == 2 && !strcmp(argv[1], "--version"))
        return puts("wasmtime-host, libwasmtime " WASMTIME_VERSION) < 0;
    if (argc == 2 && !strcmp(argv[1], "--help"))
        return fputs(help, stdout) < 0;
    FAIL("the first argument must be run, compile, --version or --help");
}
