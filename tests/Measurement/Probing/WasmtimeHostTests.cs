using System.Text;

namespace Measurement.Tests.Probing;

/// <summary>A WebAssembly program, plain and compiled ahead of time.</summary>
public sealed class ModuleFixture : IAsyncLifetime
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("wasmtime-host");

    public string Folder => folder.FullName;
    public string Wasm => Path.Combine(Folder, "program.wasm");
    public string Cwasm => Path.Combine(Folder, "program.cwasm");

    public async ValueTask InitializeAsync()
    {
        var source = Path.Combine(Tools.Root, "tests", "Measurement", "Probing", "fixtures", "program.c");
        var built = await Tools.RunAsync("clang", "--target=wasm32-wasi", "-O1", source, "-o", Wasm);
        Assert.True(built.ExitCode == 0, built.Stderr);
        var compiled = await Tools.RunAsync(Tools.WasmtimeHost, "compile", Wasm, "-o", Cwasm);
        Assert.True(compiled.ExitCode == 0, compiled.Stderr);
    }

    public ValueTask DisposeAsync()
    {
        folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }
}

public sealed class WasmtimeHostTests(ModuleFixture module) : IClassFixture<ModuleFixture>
{
    [Fact]
    public async Task I_can_run_a_module_with_arguments()
    {
        var ended = await RunAsync(module.Wasm, "a", "b c");

        Assert.Equal((0, "program.wasm\na\nb c\n"), (ended.ExitCode, ended.Stdout));
    }

    [Fact]
    public async Task I_can_run_what_I_compiled_ahead_of_time()
    {
        var ended = await RunAsync("--precompiled", module.Cwasm, "a");

        Assert.Equal((0, "program.cwasm\na\n"), (ended.ExitCode, ended.Stdout));
    }

    [Fact]
    public async Task The_exit_code_is_the_programs_own()
    {
        Assert.Equal(42, (await RunAsync(module.Wasm, "exit", "42")).ExitCode);
        Assert.Equal(42, (await RunAsync("--precompiled", module.Cwasm, "exit", "42")).ExitCode);
    }

    [Fact]
    public async Task A_trap_is_told_and_ends_with_134()
    {
        var ended = await RunAsync(module.Wasm, "trap");

        Assert.Equal(134, ended.ExitCode);
        Assert.Contains("unreachable", ended.Stderr, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_program_sees_the_environment()
    {
        var ended = await RunAsync(module.Wasm, "env", "PATH");

        Assert.Equal(Environment.GetEnvironmentVariable("PATH") + "\n", ended.Stdout);
    }

    [Fact]
    public async Task The_program_sees_only_folders_that_it_was_granted()
    {
        Assert.Equal(1, (await RunAsync(module.Wasm, "open", module.Wasm)).ExitCode);
        Assert.Equal(
            0,
            (await RunAsync("--dir", $"{module.Folder}::/here", module.Wasm, "open", "/here/program.wasm")).ExitCode
        );
    }

    [Fact]
    public async Task The_program_reads_stdin()
    {
        var ended = await RunAsync(module.Wasm, "copy");

        Assert.Equal((0, ""), (ended.ExitCode, ended.Stdout));
    }

    [Fact]
    public async Task A_module_of_another_version_is_refused_with_the_version()
    {
        var other = Path.Combine(module.Folder, "other.cwasm");
        var bytes = await File.ReadAllBytesAsync(module.Cwasm, TestContext.Current.CancellationToken);
        var version = bytes.AsSpan().IndexOf(Encoding.ASCII.GetBytes("\u000250"));
        Assert.True(version > 0);
        bytes[version + 2] = (byte)'7';
        await File.WriteAllBytesAsync(other, bytes, TestContext.Current.CancellationToken);
        var ended = await RunAsync("--precompiled", other);

        Assert.Equal(
            (
                2,
                $"wasmtime-host: cannot use {other}, compile it again: Module was compiled with incompatible version '57'\n"
            ),
            (ended.ExitCode, ended.Stderr)
        );
    }

    [Fact]
    public async Task A_file_that_is_no_module_is_named()
    {
        var text = Path.Combine(Tools.Root, "LICENSE");
        var missing = Path.Combine(module.Folder, "missing.wasm");

        await FailsAsync($"{text} is no WebAssembly module: it does not start with \\0asm", "run", text);
        await FailsAsync(
            $"{module.Cwasm} is no WebAssembly module; if it was made by compile, add --precompiled",
            "run",
            module.Cwasm
        );
        await FailsAsync($"cannot read {missing}: No such file or directory", "run", missing);
        await FailsAsync($"cannot read {missing}: No such file or directory", "run", "--precompiled", missing);
        await FailsAsync($"cannot write {module.Folder}: Is a directory", "compile", module.Wasm, "-o", module.Folder);
    }

    [Fact]
    public async Task Wrong_usage_is_one_sentence()
    {
        await FailsAsync("the first argument must be run, compile, --version or --help");
        await FailsAsync("run takes a module, see --help", "run");
        await FailsAsync("run has no option --frob, see --help", "run", "--frob", module.Wasm);
        await FailsAsync("--dir takes HOST::GUEST, see --help", "run", "--dir");
        await FailsAsync(
            "cannot grant the folder /no/such: it cannot be opened",
            "run",
            "--dir",
            "/no/such::/x",
            module.Wasm
        );
        await FailsAsync("compile takes one module, -o and one file name, see --help", "compile", module.Wasm);
    }

    private static Task<Ended> RunAsync(params string[] arguments) =>
        Tools.RunAsync(Tools.WasmtimeHost, ["run", .. arguments]);

    private static async Task FailsAsync(string sentence, params string[] arguments)
    {
        var ended = await Tools.RunAsync(Tools.WasmtimeHost, arguments);
        Assert.Equal((2, "", $"wasmtime-host: {sentence}\n"), (ended.ExitCode, ended.Stdout, ended.Stderr));
    }
}
