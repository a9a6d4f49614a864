using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Cli.Tests;

/// <summary>A kernel as a front end has it: our command installs it, the real jupyter_client uses it.</summary>
internal sealed class JupyterClient : IAsyncDisposable
{
    /// <summary>Debian's Python, whichever python3 is on PATH: its modules are Debian packages.</summary>
    public const string Python = "/usr/bin/python3";

    public static readonly string Scripts = Path.Combine(AppContext.BaseDirectory, "Kernel");
    private readonly Process _python;

    private JupyterClient(Process python) => _python = python;

    /// <summary>Skips the test, with the reason, where a Python module is missing.</summary>
    public static async Task NeedAsync(string module, string package)
    {
        await using var found = Child.Start(Python, ["-c", $"import {module}"], Path.GetTempPath(), []);
        var answer = await found.EndAsync();
        Assert.SkipUnless(answer.ExitCode == 0, $"{module} is missing: apt-get install {package}");
    }

    /// <param name="folder">The folder that the kernel starts in; null: the workplace.</param>
    public static async Task<JupyterClient> StartAsync(Workplace here, string? folder = null)
    {
        await NeedAsync("jupyter_client", "python3-jupyter-client");
        (await here.RunAsync("kernel", "install", "--prefix", here.Folder)).Done();
        return await StartAsync(here, ".net-csharp", folder ?? here.Folder);
    }

    /// <param name="kernel">The name of a kernel that is installed in the workplace.</param>
    public static async Task<JupyterClient> StartAsync(Workplace here, string kernel, string folder)
    {
        var start = new ProcessStartInfo(Python, [Path.Combine(Scripts, "client.py"), kernel, folder])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        foreach (var (name, value) in here.Environment)
        {
            start.Environment[name] = value;
        }
        start.Environment["JUPYTER_PATH"] = Path.Combine(here.Folder, "share", "jupyter");
        var client = new JupyterClient(Process.Start(start)!);
        Assert.Equal("ready", (string?)await client.AnswerAsync());
        return client;
    }

    /// <summary>Calls a function of client.py.</summary>
    public async Task<JsonNode> DoAsync(string what, object? arguments = null)
    {
        var order = JsonSerializer.SerializeToNode(arguments ?? new { })!.AsObject();
        order["do"] = what;
        await _python.StandardInput.WriteLineAsync(order.ToJsonString());
        await _python.StandardInput.FlushAsync();
        return await AnswerAsync();
    }

    public async Task<Executed> ExecuteAsync(string code) => new(await DoAsync("execute", new { code }));

    /// <param name="cursor">In characters; null: at the end of the code.</param>
    public Task<JsonNode> CompleteAsync(string code, int? cursor = null) =>
        DoAsync(
            "ask",
            new
            {
                request = "complete",
                code,
                cursor_pos = cursor ?? code.Length,
            }
        );

    /// <summary>Interrupts the cell as soon as it shows a text.</summary>
    public async Task<Executed> InterruptAsync(string code, string at) =>
        new(await DoAsync("execute", new { code, interrupt_at = at }));

    public async ValueTask DisposeAsync()
    {
        _python.StandardInput.Close();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        try
        {
            await _python.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            _python.Kill(entireProcessTree: true);
        }
        _python.Dispose();
    }

    private async Task<JsonNode> AnswerAsync() =>
        JsonNode.Parse(await _python.StandardOutput.ReadLineAsync() ?? throw new IOException("client.py has ended"))!;
}

/// <summary>Everything that came back for a cell: the reply, and what was published for the cell.</summary>
internal sealed record Executed(JsonNode Answer)
{
    public string Status => (string)Answer["reply"]!["status"]!;

    public double SecondsToStop => (double)Answer["seconds_to_stop"]!;

    /// <summary>The contents of all messages of a type.</summary>
    public IReadOnlyList<JsonNode> All(string type) =>
        [
            .. Answer["outputs"]!
                .AsArray()
                .Where(output => (string?)output!["type"] == type)
                .Select(output => output!["content"]!),
        ];

    /// <summary>The trailing expression as text; null where there is none.</summary>
    public string? Value => (string?)All("execute_result").SingleOrDefault()?["data"]?["text/plain"];

    public string Stream(string name) =>
        string.Concat(All("stream").Where(part => (string?)part["name"] == name).Select(part => (string?)part["text"]));

    public string Traceback =>
        string.Join('\n', All("error").Single()["traceback"]!.AsArray().Select(line => (string?)line));
}
