using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Measurement;
using Notebooks.Kernel;

namespace Cli.Tests;

/// <summary>The kernel through the real jupyter_client. Times are only compared with a cell's full length.</summary>
public sealed class KernelTests : IDisposable
{
    private const double Patience = 10;
    private static readonly JavaScriptEncoder Relaxed = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
    private readonly Workplace _here = new();

    public void Dispose() => _here.Dispose();

    [Fact]
    public async Task A_cell_shows_its_streams_displays_and_value()
    {
        await using var client = await JupyterClient.StartAsync(_here);

        var cell = await client.ExecuteAsync(
            """
            Console.WriteLine("out");
            Console.Error.WriteLine("err");
            var shown = display(HTML("<b>one</b>"));
            shown.Update("two");
            "text".DisplayAs("text/markdown");
            6 * 7
            """
        );

        Assert.Equal("ok", cell.Status);
        Assert.Equal(("out\n", "err\n", "42"), (cell.Stream("stdout"), cell.Stream("stderr"), cell.Value));
        var (first, second) = (cell.All("display_data")[0], cell.All("update_display_data")[0]);
        Assert.Equal("<b>one</b>", (string?)first["data"]!["text/html"]);
        Assert.Equal("two", (string?)second["data"]!["text/plain"]);
        Assert.Equal((string?)first["transient"]!["display_id"], (string?)second["transient"]!["display_id"]);
        Assert.Equal("text", (string?)cell.All("display_data")[1]["data"]!["text/markdown"]);
        Assert.Equal(1, (int)cell.All("execute_input").Single()["execution_count"]!);
    }

    [Fact]
    public async Task Variables_types_and_awaits_carry_over_from_cell_to_cell()
    {
        await using var client = await JupyterClient.StartAsync(_here);

        await client.ExecuteAsync("record Point(int X); var p = await Task.FromResult(new Point(20));");
        await client.ExecuteAsync("int Twice(int n) => 2 * n;");

        Assert.Equal("40", (await client.ExecuteAsync("Twice(p.X)")).Value);
    }

    [Fact]
    public async Task A_value_is_shown_as_its_type_prefers()
    {
        await using var client = await JupyterClient.StartAsync(_here);

        var cell = await client.ExecuteAsync("new[] { new { Name = \"a\", Size = 1 } }");

        Assert.Contains("<table", (string?)cell.All("execute_result").Single()["data"]!["text/html"]);
    }

    [Fact]
    public async Task An_error_names_the_cell_and_its_line_and_aborts_what_waits_behind_it()
    {
        await using var client = await JupyterClient.StartAsync(_here);
        await client.ExecuteAsync("void Fail() =>\n    throw new InvalidOperationException(\"no\");");

        var cell = await client.ExecuteAsync("1.ToString();\nFail();");

        Assert.Equal("error", cell.Status);
        Assert.Contains("InvalidOperationException: no", cell.Traceback, StringComparison.Ordinal);
        Assert.Contains("at cell 1, line 2: throw new", cell.Traceback, StringComparison.Ordinal);
        Assert.Contains("at cell 2, line 2: Fail();", cell.Traceback, StringComparison.Ordinal);
        var statuses = await client.DoAsync("execute_at_once", new { codes = new[] { "1", "Fail()", "2" } });
        Assert.Equal(["ok", "error", "aborted"], statuses.AsArray().Select(status => (string?)status));
    }

    [Fact]
    public async Task What_does_not_compile_is_told_with_its_place()
    {
        await using var client = await JupyterClient.StartAsync(_here);

        var cell = await client.ExecuteAsync("var a = 1;\nvar b = c;");

        Assert.Contains("cell 1, line 2: error CS0103", cell.Traceback, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("while (true) { }")]
    [InlineData("System.Threading.Thread.Sleep(60_000);")]
    [InlineData("await Task.Delay(60_000);")]
    [InlineData("await Task.Yield(); while (true) { }")]
    [InlineData("System.Diagnostics.Process.Start(\"sleep\", \"60\").WaitForExit();")]
    public async Task An_interrupt_really_stops_a_cell_and_the_session_lives_on(string endless)
    {
        await using var client = await JupyterClient.StartAsync(_here);
        await client.ExecuteAsync("var kept = 7; var cleaned = false;");

        var cell = await client.InterruptAsync(
            $$"""
            try { Console.WriteLine("started"); {{endless}} Console.WriteLine("went on"); }
            finally { cleaned = true; }
            """,
            at: "started"
        );

        Assert.Equal("error", cell.Status);
        Assert.InRange(cell.SecondsToStop, 0, Patience);
        Assert.Equal("started\n", cell.Stream("stdout"));
        Assert.Equal("7", (await client.ExecuteAsync("kept")).Value);
    }

    [Fact]
    public async Task An_interrupt_runs_what_cleans_up()
    {
        await using var client = await JupyterClient.StartAsync(_here);
        await client.ExecuteAsync("var cleaned = false;");

        await client.InterruptAsync(
            "try { Console.WriteLine(1); while (true) { } } finally { cleaned = true; }",
            at: "1"
        );

        Assert.Equal("True", (await client.ExecuteAsync("cleaned")).Value);
    }

    [Fact]
    public async Task An_interrupt_kills_the_processes_that_the_cell_started()
    {
        await using var client = await JupyterClient.StartAsync(_here);

        var cell = await client.InterruptAsync(
            """
            var child = System.Diagnostics.Process.Start("sh", ["-c", "sleep 60 & sleep 60"]);
            Console.WriteLine(child.Id);
            child.WaitForExit();
            """,
            at: "stdout"
        );

        var id = int.Parse(cell.Stream("stdout"), System.Globalization.CultureInfo.InvariantCulture);
        await Child.EndedAsync(id);
    }

    [Fact]
    public async Task An_interrupt_spares_what_an_earlier_cell_started()
    {
        await using var client = await JupyterClient.StartAsync(_here);
        await client.ExecuteAsync("var server = System.Diagnostics.Process.Start(\"sleep\", \"60\");");

        await client.InterruptAsync("Console.WriteLine(1); while (true) { }", at: "stdout");

        Assert.Equal("False", (await client.ExecuteAsync("server.HasExited")).Value);
    }

    [Fact]
    public async Task Completion_knows_earlier_cells_and_counts_characters()
    {
        await using var client = await JupyterClient.StartAsync(_here);
        await client.ExecuteAsync("var measured = new List<int>();");
        const string code = "/* 😀 */ measured.Cou";

        var reply = await CompleteAsync(client, code, code.Length - 1);

        Assert.Contains("Count", reply["matches"]!.AsArray().Select(match => (string?)match));
        Assert.Equal((17, 20), ((int)reply["cursor_start"]!, (int)reply["cursor_end"]!));
        var types = reply["metadata"]!["_jupyter_types_experimental"]!.AsArray();
        Assert.Contains(types, type => (string?)type!["text"] == "Count" && (string?)type["type"] == "property");
    }

    [Theory]
    [InlineData("numbers.Cou", "Count")]
    [InlineData("point.", "Y")]
    [InlineData("Twi", "Twice")]
    [InlineData("nameless.", "Left")]
    [InlineData("Enumer", "Enumerable")]
    [InlineData("Regex.IsM", "IsMatch")]
    [InlineData("redeclared.Len", "Length")]
    public async Task Completion_knows_whatever_earlier_cells_have_declared(string code, string name)
    {
        await using var client = await JupyterClient.StartAsync(_here);
        string[] cells =
        [
            "using System.Text.RegularExpressions;",
            "var numbers = new List<int> { 1 };",
            "record Point(int X, int Y); var point = new Point(1, 2);",
            "int Twice(int n) { return 2 * n; }\nint Twice(string n) => n.Length;",
            "var nameless = new { Left = 1, Right = 2 };",
            "var redeclared = 1;",
            "1 + 1",
            "var redeclared = \"text\";",
            "Console.WriteLine(nameless.Left + Twice(numbers.Count))",
        ];
        foreach (var cell in cells)
        {
            Assert.Equal("ok", (await client.ExecuteAsync(cell)).Status);
        }

        var reply = await CompleteAsync(client, code);

        Assert.Contains(name, reply["matches"]!.AsArray().Select(match => (string?)match));
    }

    [Fact]
    public async Task Completion_offers_only_what_compiles_as_it_stands()
    {
        await using var client = await JupyterClient.StartAsync(_here);

        var reply = await CompleteAsync(client, "Cons");

        string[] matches = [.. reply["matches"]!.AsArray().Select(match => (string)match!)];
        Assert.Contains("Console", matches);
        // This name is in System.Diagnostics, which a cell would have to name in a using first.
        Assert.DoesNotContain("ConsoleTraceListener", matches);
    }

    [Theory]
    [InlineData("Console.Wri", "Write")]
    [InlineData("Console.Wri", "WriteLine")]
    [InlineData("Console.WL", "WriteLine")]
    public async Task Completion_offers_every_name_that_begins_so(string code, string name)
    {
        await using var client = await JupyterClient.StartAsync(_here);

        var reply = await CompleteAsync(client, code);

        Assert.Contains(name, reply["matches"]!.AsArray().Select(match => (string?)match));
    }

    [Fact]
    public async Task Inspection_shows_signature_and_documentation()
    {
        await using var client = await JupyterClient.StartAsync(_here);
        await client.ExecuteAsync("/// <summary>Doubles a number.</summary>\nint Twice(int n) => 2 * n;");

        var own = await client.DoAsync(
            "ask",
            new
            {
                request = "inspect",
                code = "Twice(1)",
                cursor_pos = 3,
            }
        );
        var frameworks = await client.DoAsync(
            "ask",
            new
            {
                request = "inspect",
                code = "Math.Sqrt(2)",
                cursor_pos = 7,
            }
        );
        var nothing = await client.DoAsync(
            "ask",
            new
            {
                request = "inspect",
                code = "   ",
                cursor_pos = 1,
            }
        );

        Assert.Contains("int Twice(int n)", (string?)own["data"]!["text/plain"]);
        Assert.Contains("Doubles a number.", (string?)own["data"]!["text/plain"]);
        Assert.Contains("square root", (string?)frameworks["data"]!["text/plain"]);
        Assert.False((bool)nothing["found"]!);
    }

    [Theory]
    [InlineData("1 + 1", "complete")]
    [InlineData("if (true) {", "incomplete")]
    [InlineData("}", "invalid")]
    public async Task A_console_learns_whether_more_lines_must_follow(string code, string status)
    {
        await using var client = await JupyterClient.StartAsync(_here);

        Assert.Equal(status, (string?)(await client.DoAsync("ask", new { request = "is_complete", code }))["status"]);
    }

    [Fact]
    public async Task A_cell_that_reads_a_line_asks_the_user()
    {
        await using var client = await JupyterClient.StartAsync(_here);
        const string code = "Console.WriteLine(\"Your name?\"); $\"hello {Console.ReadLine()}\"";

        var answered = await client.DoAsync("execute_and_answer", new { code, answer = "you" });
        var alone = await client.ExecuteAsync("Console.ReadLine()");

        Assert.Equal("input_request", (string?)answered["asked"]);
        Assert.Equal(
            ("Your name?\n", "hello you"),
            (new Executed(answered).Stream("stdout"), new Executed(answered).Value)
        );
        Assert.Equal("<null>", alone.Value);
    }

    [Fact]
    public async Task What_was_shown_can_be_cleared()
    {
        await using var client = await JupyterClient.StartAsync(_here);

        var cell = await client.ExecuteAsync("Console.Write(1); ClearOutput(wait: true); Console.Write(2);");

        Assert.True((bool)cell.All("clear_output").Single()["wait"]!);
    }

    [Fact]
    public async Task A_front_end_gets_of_a_flood_the_beginning_and_the_end()
    {
        await using var client = await JupyterClient.StartAsync(_here);

        var cell = await client.ExecuteAsync("for (var n = 1; n <= 1_000_000; n++) Console.WriteLine(n);");

        Assert.InRange(cell.Stream("stdout").Length, 50_000, 100_000);
        Assert.StartsWith("1\n2\n", cell.Stream("stdout"), StringComparison.Ordinal);
        Assert.EndsWith("999999\n1000000\n", cell.Stream("stdout"), StringComparison.Ordinal);
        var notice = cell.All("display_data").Single();
        var update = cell.All("update_display_data").Single();
        Assert.Equal((string?)notice["transient"]!["display_id"], (string?)update["transient"]!["display_id"]);
        Assert.Contains("are left out here.]", (string?)update["data"]!["text/plain"]);
    }

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
    public async Task What_a_cell_started_ends_with_a_kernel_that_is_killed()
    {
        await using var client = await JupyterClient.StartAsync(_here);
        var child = await client.ExecuteAsync("System.Diagnostics.Process.Start(\"sleep\", \"600\").Id");
        var kernel = await client.ExecuteAsync("Environment.ProcessId");

        Child.Kill("-KILL", kernel.Value!);

        await Child.EndedAsync(int.Parse(child.Value!, System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task A_long_error_is_broken_into_lines_since_editors_cut_them_off()
    {
        await using var client = await JupyterClient.StartAsync(_here);

        var cell = await client.ExecuteAsync("throw new Exception(string.Join(' ', Enumerable.Range(1000, 60)));");

        Assert.All(cell.Traceback.Split('\n'), line => Assert.InRange(line.Length, 0, 100));
        Assert.Contains(
            string.Join(' ', Enumerable.Range(1000, 60)),
            cell.Traceback.Replace('\n', ' '),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_library_by_path_a_file_and_another_notebook_come_in()
    {
        _here.Write("more.cs", "int Thrice(int n) => 3 * n;");
        await using var client = await JupyterClient.StartAsync(_here);

        var cell = await client.ExecuteAsync("#!import more.cs\nThrice(4)");
        var unknown = await client.ExecuteAsync("#!magic");

        Assert.Equal("12", cell.Value);
        Assert.Contains("#!magic is not known here", unknown.Traceback, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_restart_forgets_and_a_shutdown_takes_the_children_along()
    {
        await using var client = await JupyterClient.StartAsync(_here);
        await client.ExecuteAsync("var x = 1;");
        await client.DoAsync("restart");
        Assert.Equal("error", (await client.ExecuteAsync("x")).Status);
        var child = await client.ExecuteAsync("System.Diagnostics.Process.Start(\"sleep\", \"60\").Id");

        Assert.False((bool)await client.DoAsync("shut_down"));

        var id = int.Parse(child.Value!, System.Globalization.CultureInfo.InvariantCulture);
        Assert.Throws<ArgumentException>(() => Process.GetProcessById(id));
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
    public async Task An_exception_that_cannot_say_what_it_is_about_is_still_an_error()
    {
        await using var client = await JupyterClient.StartAsync(_here);

        var cell = await client.ExecuteAsync(
            "class Mute : Exception { public override string Message => throw new NotSupportedException(); }\nthrow new Mute();"
        );

        Assert.Equal("error", cell.Status);
        Assert.Contains("its message throws NotSupportedException", cell.Traceback, StringComparison.Ordinal);
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

    /// <param name="cursor">In characters; null: at the end of the code.</param>
    private static Task<JsonNode> CompleteAsync(JupyterClient client, string code, int? cursor = null) =>
        client.DoAsync(
            "ask",
            new
            {
                request = "complete",
                code,
                cursor_pos = cursor ?? code.Length,
            }
        );

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
