using System.Net;
using System.Net.Sockets;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Measurement;
using Notebooks.Kernel;

namespace Cli.Tests;

/// <summary>What a front end asks of a kernel beside cells: history, expressions, other front ends, connections.</summary>
public sealed class KernelSessionTests : IDisposable
{
    private const double Patience = 10;
    private static readonly JavaScriptEncoder Relaxed = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
    private readonly Workplace _here = new();

    public void Dispose() => _here.Dispose();

    [Fact]
    public async Task History_has_what_was_executed_but_not_what_was_silent()
    {
        await using var client = await JupyterClient.StartAsync(_here);
        await client.ExecuteAsync("1");
        var silent = new Executed(await client.DoAsync("execute", new { code = "2", silent = true }));
        await client.ExecuteAsync("3");

        var reply = await client.DoAsync(
            "ask",
            new
            {
                request = "history",
                hist_access_type = "tail",
                n = 10,
                raw = true,
            }
        );

        Assert.Empty(silent.Answer["outputs"]!.AsArray());
        Assert.Equal(
            [(1, "1"), (2, "3")],
            reply["history"]!.AsArray().Select(entry => ((int)entry![1]!, (string)entry[2]!))
        );
    }

    [Fact]
    public async Task History_has_outputs_and_each_code_once_if_asked_for()
    {
        await using var client = await JupyterClient.StartAsync(_here);
        foreach (var code in new[] { "1 + 1", "var x = 5;", "1 + 1" })
        {
            await client.ExecuteAsync(code);
        }

        var searched = await HistoryAsync(
            new
            {
                request = "history",
                hist_access_type = "search",
                pattern = "*",
                unique = true,
                output = true,
                raw = true,
            }
        );
        var elsewhere = await HistoryAsync(
            new
            {
                request = "history",
                hist_access_type = "range",
                session = -1,
                start = 0,
                stop = 10,
                raw = true,
            }
        );

        Assert.Equal("""[[0,2,["var x = 5;",null]],[0,3,["1 + 1","2"]]]""", searched);
        Assert.Equal("[]", elsewhere);

        async Task<string> HistoryAsync(object request) =>
            (await client.DoAsync("ask", request))["history"]!.ToJsonString(new() { Encoder = Relaxed });
    }

    [Fact]
    public async Task Expressions_that_a_front_end_asks_for_are_answered_with_values_or_errors()
    {
        await using var client = await JupyterClient.StartAsync(_here);
        await client.ExecuteAsync("var x = 5;");

        var cell = new Executed(
            await client.DoAsync("execute", new { code = "x++;", user_expressions = new { after = "x", wrong = "y" } })
        );

        var values = cell.Answer["reply"]!["user_expressions"]!;
        Assert.Equal("6", (string?)values["after"]!["data"]!["text/plain"]);
        Assert.Equal(
            ("error", "CompilationError"),
            ((string?)values["wrong"]!["status"], (string?)values["wrong"]!["ename"])
        );
        Assert.Empty(cell.All("execute_result"));
    }

    [Fact]
    public async Task It_speaks_to_VS_Code_as_that_expects()
    {
        await JupyterClient.NeedAsync("jupyter_client", "python3-jupyter-client");
        var file = Path.Combine(_here.Folder, _here.Write("connection.json", ConnectionFile()));
        await using var kernel = _here.Start("kernel", "serve", "-f", file);
        await using var client = Child.Start(
            JupyterClient.Python,
            [Path.Combine(JupyterClient.Scripts, "vscode.py"), file],
            _here.Folder,
            []
        );

        var facts = JsonNode.Parse((await client.EndAsync()).Done().Stdout)!;

        Assert.Equal("idle", (string?)facts["status_after_subscribing"]!.AsArray()[^1]!["execution_state"]);
        Assert.All(facts["kernel_info_replies"]!.AsArray(), type => Assert.Equal("kernel_info_reply", (string?)type));
        Assert.Equal(["busy", "idle"], facts["states_of_a_request"]!.AsArray().Select(state => (string?)state));
        Assert.Equal("kernel_info_reply", (string?)facts["control_answers_while_busy"]);
        Assert.Equal("still there?", (string?)facts["heartbeat"]);
        Assert.Equal(("ok", "error"), ((string?)facts["interrupt_reply"], (string?)facts["stopped"]));
        Assert.InRange((double)facts["seconds_to_stop"]!, 0, Patience);
        Assert.Equal("Interrupted", (string?)facts["error"]!["ename"]);
        Assert.NotEmpty(facts["error"]!["traceback"]!.AsArray());
        Assert.Null(facts["answer_to_a_stranger"]);
        Assert.Equal("ok", (string?)facts["after_a_stranger"]);
        Assert.Equal(1, (int)facts["sessions"]!);
    }

    [Fact]
    public async Task Nothing_that_comes_over_the_wire_ends_it_or_makes_it_deaf()
    {
        await JupyterClient.NeedAsync("zmq", "python3-zmq");
        var file = Path.Combine(_here.Folder, _here.Write("connection.json", ConnectionFile()));
        await using var kernel = _here.Start("kernel", "serve", "-f", file);
        await using var client = Child.Start(
            JupyterClient.Python,
            [Path.Combine(JupyterClient.Scripts, "hostile.py"), file],
            _here.Folder,
            []
        );

        var answered = JsonNode.Parse((await client.EndAsync()).Done().Stdout)!.AsObject();

        Assert.Equal("a message twice", answered.Last().Key);
        Assert.All(answered, sent => Assert.True((bool)sent.Value!, $"no answer after {sent.Key}"));
        Assert.Equal("x", await File.ReadAllTextAsync(Path.Combine(_here.Folder, "ran")));
    }

    [Fact]
    public async Task Every_notebook_says_of_its_language_what_the_kernel_says()
    {
        await using var client = await JupyterClient.StartAsync(_here);
        var info = (await client.DoAsync("ask", new { request = "kernel_info" }))["language_info"]!;

        Assert.All(
            Directory.EnumerateFiles(Workplace.Checkout.Notebooks, "*.ipynb"),
            path =>
            {
                var metadata = JsonNode.Parse(File.ReadAllText(path))!["metadata"]!;
                Assert.True(JsonNode.DeepEquals(info, metadata["language_info"]), path);
                Assert.Equal(KernelSpec.Shared, (string?)metadata["kernelspec"]!["name"]);
            }
        );
    }

    [Theory]
    [InlineData("\"ip\": \"127.0.0.1\"", "\"ip\": \"0.0.0.0\"", "--any-address")]
    [InlineData("hmac-sha256", "hmac-md5", "hmac-md5")]
    [InlineData("\"tcp\"", "\"ipc\"", "ipc")]
    [InlineData("{", "no", "is not a connection file")]
    public async Task A_connection_that_cannot_be_served_is_refused_in_a_sentence(string good, string bad, string said)
    {
        var file = _here.Write("connection.json", ConnectionFile().Replace(good, bad, StringComparison.Ordinal));

        (await _here.RunAsync("kernel", "serve", "-f", file)).SaysInOneSentence(1, "connection.json", said);
    }

    private static string ConnectionFile()
    {
        TcpListener[] listeners = [.. Enumerable.Range(0, 5).Select(_ => new TcpListener(IPAddress.Loopback, 0))];
        foreach (var listener in listeners)
        {
            listener.Start();
        }
        int[] ports = [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        foreach (var listener in listeners)
        {
            listener.Dispose();
        }
        return JsonSerializer.Serialize(
            new
            {
                transport = "tcp",
                ip = "127.0.0.1",
                shell_port = ports[0],
                control_port = ports[1],
                iopub_port = ports[2],
                stdin_port = ports[3],
                hb_port = ports[4],
                key = "a key",
                signature_scheme = "hmac-sha256",
            },
            Json.Options
        );
    }
}
