using Measurement.Plans;
using Measurement.Targets;

namespace Measurement.Tests.Targets;

/// <summary>
/// A runtime that somebody adds: this class is all that is needed. Its program is a shell script, which starts the
/// native binary that belongs to the module.
/// </summary>
internal sealed class MadeUpRuntime() : WasmRuntime("made-up-interpreter", "made-up", Mode.Interpreter)
{
    public const string Script = """
        #!/bin/sh
        if [ "$1" = --version ]; then echo "made-up version 1.2.3"; exit; fi
        module=$2
        shift 2
        exec "$(dirname "$module")"/../../*64/workloads/"$(basename "$module" .wasm)" "$@"
        """;

    protected override Installation Installation => new("made-up", "write the script");

    public override IReadOnlyList<string> Options(Found found, string subject) => ["run", subject];
}
