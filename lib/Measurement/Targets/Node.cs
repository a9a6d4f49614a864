using Measurement.Plans;

namespace Measurement.Targets;

/// <summary>
/// Node.js: V8 with its tiers as they are, and the WASI of <c>node:wasi</c>, which is experimental and warns of it.
/// Modules read from a file are in no cache of V8's.
/// </summary>
internal sealed class Node() : WasmRuntime("node", "node", Mode.Jit)
{
    /// <summary>The example of Node's manual (https://nodejs.org/api/wasi.html).</summary>
    private const string Script = """
        import { readFile } from 'node:fs/promises';
        import { WASI } from 'node:wasi';
        const args = process.argv.slice(1);
        const wasi = new WASI({ version: 'preview1', args, returnOnExit: false });
        const module = await WebAssembly.compile(await readFile(args[0]));
        wasi.start(await WebAssembly.instantiate(module, wasi.getImportObject()));
        """;

    public override int Place => 7;
    public override string? Compiler => "V8";

    protected override Installation Installation => new("node", "apt-get install nodejs");

    public override IReadOnlyList<string> Options(string subject) =>
        ["--no-warnings", "--input-type=module", "--eval", Script, subject];
}
