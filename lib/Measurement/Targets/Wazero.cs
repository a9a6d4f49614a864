using Measurement.Plans;

namespace Measurement.Targets;

/// <summary>
/// wazero, a runtime in Go. Its compiler works when the module is loaded. Compiled code is kept only in the folder that
/// <c>-cachedir</c> names (<c>wazero run -h</c>), so without that option every launch compiles.
/// </summary>
internal abstract class Wazero(string name, Mode mode) : WasmRuntime(name, "wazero", mode)
{
    public override int Place => 5;
    public override string? Compiler => Mode == Mode.Jit ? "wazero" : null;

    protected override Installation Installation =>
        new("wazero", "./analysis setup, or curl https://wazero.io/install.sh | sh");
    public override GrantSyntax? Granting { get; } =
        new(folder => [$"-mount={folder}:{folder}"], (name, value) => [$"-env={name}={value}"])
        {
            ReadOnlyFolder = folder => [$"-mount={folder}:{folder}:ro"],
        };

    protected override IReadOnlyList<string> VersionOptions => ["version"];

    public override IReadOnlyList<string> Options(Found found, string subject) =>
        Mode == Mode.Interpreter ? ["run", "-interpreter", subject] : ["run", subject];
}

internal sealed class WazeroCompiler() : Wazero("wazero-compiler", Mode.Jit);

internal sealed class WazeroInterpreter() : Wazero("wazero-interpreter", Mode.Interpreter);
