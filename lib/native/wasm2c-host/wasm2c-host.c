// The host of a program that wabt's wasm2c has translated to C (-n program): main, and the part of WASI that the
// workloads call, since wasm2c brings no WASI. Errors and structures are those of the preview 1 document:
// https://github.com/WebAssembly/WASI/blob/main/legacy/preview1/docs.md
#include "program.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// Since its release 1.0.33 wasm2c gives other names.
#ifdef NAMES_BEFORE_1_0_33
#define WASI(name) Z_wasi_snapshot_preview1Z_##name
#define HOST struct Z_wasi_snapshot_preview1_instance_t
#define PROGRAM Z_program_instance_t
#define MEMORY Z_programZ_memory
#define START Z_programZ__start
#define INSTANTIATE(program) (Z_program_init_module(), Z_program_instantiate(program, NULL))
#else
#define WASI(name) w2c_wasi__snapshot__preview1_##name
#define HOST struct w2c_wasi__snapshot__preview1
#define PROGRAM w2c_program
#define MEMORY w2c_program_memory
#define START w2c_program_0x5Fstart
#define INSTANTIATE(program) wasm2c_program_instantiate(program, NULL)
#endif

enum { SUCCESS = 0, BAD_DESCRIPTOR = 8, NOT_A_FILE = 70 /* espipe */, IO_ERROR = 29, CHARACTER_DEVICE = 2 };

static PROGRAM program;
static int argument_count;
static char **argument_values;

static void *at(u32 address) { return MEMORY(&program)->data + address; }
static u32 load(u32 address) { u32 value; memcpy(&value, at(address), sizeof value); return value; }
static void store(u32 address, u32 value) { memcpy(at(address), &value, sizeof value); }

u32 WASI(args_sizes_get)(HOST *host, u32 count, u32 bytes) {
    u32 sum = 0;
    for (int i = 0; i < argument_count; i++) sum += strlen(argument_values[i]) + 1;
    store(count, argument_count);
    store(bytes, sum);
    return SUCCESS;
}

u32 WASI(args_get)(HOST *host, u32 pointers, u32 bytes) {
    for (int i = 0; i < argument_count; i++) {
        u32 length = strlen(argument_values[i]) + 1;
        store(pointers + 4 * i, bytes);
        memcpy(at(bytes), argument_values[i], length);
        bytes += length;
    }
    return SUCCESS;
}

u32 WASI(fd_write)(HOST *host, u32 descriptor, u32 vectors, u32 count, u32 written) {
    u32 sum = 0;
    if (descriptor != STDOUT_FILENO && descriptor != STDERR_FILENO) return BAD_DESCRIPTOR;
    for (u32 i = 0; i < count; i++) {
        const char *bytes = at(load(vectors + 8 * i));
        for (u32 left = load(vectors + 8 * i + 4); left > 0;) {
            ssize_t done = write(descriptor, bytes, left);
            if (done < 0) return IO_ERROR;
            bytes += done, left -= done, sum += done;
        }
    }
    store(written, sum);
    return SUCCESS;
}

// A C library asks whether stdout is a terminal, and then writes line by line. Only a terminal is reported as one.
u32 WASI(fd_fdstat_get)(HOST *host, u32 descriptor, u32 status) {
    memset(at(status), 0, 24);
    if (descriptor > STDERR_FILENO) return BAD_DESCRIPTOR;
    *(u8 *)at(status) = isatty(descriptor) ? CHARACTER_DEVICE : 0;
    *(u8 *)at(status + 8) = 1 << 6; // the right to write
    return SUCCESS;
}

u32 WASI(fd_seek)(HOST *host, u32 descriptor, u64 offset, u32 whence, u32 result) { return NOT_A_FILE; }
u32 WASI(fd_close)(HOST *host, u32 descriptor) { return SUCCESS; }
void WASI(proc_exit)(HOST *host, u32 code) { exit(code); }

int main(int count, char **values) {
    argument_count = count;
    argument_values = values;
    wasm_rt_init();
    INSTANTIATE(&program);
    START(&program);
    return 0;
}
