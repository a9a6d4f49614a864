using System.Text.Json;
using Measurement.Plans;

namespace Measurement.Targets;

/// <summary>
/// Node.js. V8 uses its default tiers. WASI is <c>node:wasi</c>, which is experimental and warns of that. V8 does not
/// cache modules that are read from a file.
/// </summary>
internal sealed class Node() : WasmRuntime("node", "node", Mode.Jit)
{
    /// <summary>The example in Node's manual (https://nodejs.org/api/wasi.html).</summary>
    /// <param name="grants">Further properties of WASI's options.</param>
    private static string Script(string grants = "") =>
        $$"""
            import { readFile } from 'node:fs/promises';
            import { WASI } from 'node:wasi';
            const args = process.argv.slice(1);
            const wasi = new WASI({ version: 'preview1', args, returnOnExit: false{{grants}} });
            const module = await WebAssembly.compile(await readFile(args[0]));
            wasi.start(await WebAssembly.instantiate(module, wasi.getImportObject()));
            """;

    public override int Place => 7;
    public override string? Compiler => "V8";

    protected override Installation Installation => new("node", "apt-get install nodejs");

    public override IReadOnlyList<string> Options(Found found, string subject) => Options(Script(), subject);

    /// <summary>Its script grants, and no option does.</summary>
    public override GrantSyntax? Granting { get; } = new(_ => [], (_, _) => []);

    public override IReadOnlyList<string> Command(
        Found found,
        Prepared prepared,
        IReadOnlyList<string> arguments,
        string launch,
        Grants grants
    )
    {
        var folders = JsonSerializer.Serialize(
            grants.Folders.ToDictionary(folder => folder.Path, folder => folder.Path)
        );
        var script = Script($", preopens: {folders}, env: {JsonSerializer.Serialize(grants.Variables)}");
        return [.. found.Launch, .. Options(script, prepared.Subject), .. arguments];
    }

    private static string[] Options(string script, string subject) =>
        ["--no-warnings", "--input-type=module", "--eval", script, subject];
}
