using Measurement.Plans;

namespace Measurement.Targets;

/// <summary>Wasmi, an interpreter: it translates a function to its own bytecode at the first call.</summary>
internal sealed class WasmiInterpreter() : WasmRuntime("wasmi-interpreter", "wasmi", Mode.Interpreter)
{
    public override int Place => 6;

    protected override Installation Installation => new("wasmi", "cargo install wasmi_cli", Folder: ".cargo/bin");

    public override GrantSyntax? Granting { get; } =
        new(folder => ["--dir", folder], (name, value) => ["--env", $"{name}={value}"]);

    public override IReadOnlyList<string> Options(Found found, string subject) => ["run", subject];
}
