using System.IO.Compression;
using Notebooks.Session;

namespace Notebooks.Tests;

public sealed class CSharpSessionTests : IDisposable
{
    private readonly Workplace _workplace = new();
    private readonly CSharpSession _session;
    private readonly Transcript _transcript = new();
    private int _cells;

    public CSharpSessionTests() => _session = new CSharpSession(_workplace.Folder);

    public void Dispose() => _workplace.Dispose();

    [Fact]
    public async Task A_trailing_expression_is_the_cells_value()
    {
        Assert.Equal("3", await Value("1 + 2"));
        Assert.Equal("text", await Value("\"text\""));
        Assert.Equal("<null>", await Value("(object)null"));
        Assert.Null((await Run("1 + 2;")).Value);
        Assert.Null((await Run("Console.Write(1)")).Value);
    }

    [Fact]
    public async Task A_value_that_the_cell_returns_is_its_value()
    {
        Assert.Equal("5", await Value("return 5;"));
        Assert.Equal("early", await Value("if (1 + 1 == 2) { return \"early\"; }"));
        Assert.Null((await Run("int Five() { return 5; }")).Value);
        Assert.Null((await Run("Func<int> five = () => { return 5; };")).Value);
        Assert.Null((await Run("return;")).Value);
    }

    [Fact]
    public async Task A_compilers_warning_is_shown_with_its_line_and_the_cell_runs()
    {
        Assert.Equal("1", await Value("\nint Odd() { int unused = 1; return 1; }\nOdd()"));
        Assert.Equal(
            [
                "stderr: cell 1, line 2: warning CS0219: The variable 'unused' is assigned but its value is never used",
                "stderr:     int Odd() { int unused = 1; return 1; }",
                "stderr:                     ^^^^^^",
            ],
            _transcript.Lines
        );
    }

    [Fact]
    public async Task The_variables_are_listed_with_who_and_their_values_with_whos()
    {
        await Run("#!who");
        await Run("var number = 1; var texts = new List<string> { \"a<b\" };");
        await Run("#!who\nvar number = 2;");
        await Run("#!whos");
        Assert.Equal("display: text/plain There are no variables yet.", _transcript.Lines[0]);
        Assert.Equal("display: text/plain number, texts", _transcript.Lines[1]);
        Assert.Contains("<tr><td>number</td><td>Int32</td><td>2</td></tr>", _transcript.Lines[2]);
        Assert.Contains("<td>List&lt;String&gt;</td>", _transcript.Lines[2]);
        Assert.Contains("a&lt;b", _transcript.Lines[2]);
    }

    [Fact]
    public async Task A_cell_is_timed_and_shows_its_value_as_ever()
    {
        Assert.Equal("3", await Value("#!time\n1 + 2"));
        Assert.Matches("^display: text/plain Wall time: [0-9.]+ms$", Assert.Single(_transcript.Lines));
    }

    [Fact]
    public async Task Later_cells_see_variables_types_and_usings_and_may_redeclare_them()
    {
        await Run("using System.Globalization; int x = 1; record Point(int X); int Twice(int n) => 2 * n;");
        await Run("var p = new Point(x + 1);");
        await Run("string x = \"now text\";");
        Assert.Equal(
            "now text 4 Invariant",
            await Value("$\"{x} {Twice(p.X)} {(CultureInfo.InvariantCulture.IsNeutralCulture ? 1 : \"Invariant\")}\"")
        );
    }

    [Fact]
    public async Task I_can_await_at_top_level()
    {
        await Run("var text = await Task.Run(async () => { await Task.Delay(1); return \"waited\"; });");
        Assert.Equal("waited", await Value("text"));
        Assert.Equal("5", await Value("await Task.FromResult(5)"));
        Assert.Null((await Run("await Task.Delay(1)")).Value);
    }

    [Fact]
    public async Task Streams_and_displays_keep_their_order()
    {
        await Run(
            "Console.WriteLine(\"a\"); Console.Error.WriteLine(\"b\"); display(1); await Task.Yield(); Console.Write(\"c\"); 2.Display();"
        );
        Assert.Equal(
            ["stdout: a", "stderr: b", "display: text/plain 1", "stdout: c", "display: text/plain 2"],
            _transcript.Lines
        );
    }

    [Fact]
    public async Task Two_sessions_at_once_keep_their_output_apart()
    {
        var other = new Transcript();
        await Task.WhenAll(
            Run("for (var i = 0; i < 50; i++) { Console.WriteLine(\"mine\"); await Task.Yield(); }"),
            new CSharpSession(_workplace.Folder).ExecuteAsync(
                "for (var i = 0; i < 50; i++) { Console.WriteLine(\"theirs\"); await Task.Yield(); }",
                "cell 1",
                other,
                TestContext.Current.CancellationToken
            )
        );
        Assert.Equal(Enumerable.Repeat("stdout: mine", 50), _transcript.Lines);
        Assert.Equal(Enumerable.Repeat("stdout: theirs", 50), other.Lines);
    }

    [Fact]
    public async Task I_can_choose_the_form_and_update_it_from_a_later_cell()
    {
        await Run(
            "var shown = display(HTML(\"<b>1</b>\")); \"**md**\".DisplayAs(\"text/markdown\"); display(\"a<b\", \"text/html\");"
        );
        await Run("shown.Update(HTML(\"<b>2</b>\"));");
        Assert.Equal("display: text/html <b>1</b>", _transcript.Lines[0]);
        Assert.Equal("display: text/markdown **md**", _transcript.Lines[1]);
        Assert.StartsWith("display: text/html ", _transcript.Lines[2]);
        Assert.Contains("a&lt;b", _transcript.Lines[2]);
        Assert.Equal("update: text/html <b>2</b>", _transcript.Lines[3]);
    }

    [Fact]
    public async Task Objects_come_as_html_with_plain_text_beside_it()
    {
        var result = await Run("new[] { new { Name = \"native\", Seconds = 1.5 } }");
        Assert.Equal(["text/html", "text/plain"], result.Value!.Forms.Keys);
        Assert.Contains("<table>", result.Value.Forms["text/html"]);
    }

    [Fact]
    public async Task A_compile_error_names_the_line_and_marks_the_place()
    {
        var result = await Run("var a = 1;\nvar b = a + missing;");
        Assert.Equal(CellStatus.Failed, result.Status);
        Assert.Equal("CompilationError", result.Error!.Name);
        Assert.Equal(
            [
                "cell 1, line 2: error CS0103: The name 'missing' does not exist in the current context",
                "    var b = a + missing;",
                "                ^^^^^^^",
            ],
            result.Error.Traceback
        );
        Assert.Equal("1", await Value("1"));
    }

    [Fact]
    public async Task An_exception_names_the_lines_in_the_cells_it_came_through()
    {
        await Run("int Divide(int n)\n{\n    return 1 / n;\n}");
        var result = await Run("var before = 7;\nawait Task.Yield();\nDivide(0);");
        Assert.Equal("DivideByZeroException", result.Error!.Name);
        Assert.Equal(
            [
                "System.DivideByZeroException: Attempted to divide by zero.",
                "   at cell 1, line 3: return 1 / n;",
                "   at cell 2, line 3: Divide(0);",
            ],
            result.Error.Traceback
        );
        Assert.Equal("7", await Value("before"));
    }

    [Fact]
    public async Task Cancelling_gives_control_back_and_the_session_lives_on()
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        var result = await _session.ExecuteAsync("await Task.Delay(-1);", "cell 1", _transcript, stop.Token);
        Assert.Equal(CellStatus.Cancelled, result.Status);
        Assert.Equal("2", await Value("1 + 1"));
    }

    [Fact]
    public async Task A_cell_that_has_ended_writes_nowhere()
    {
        await Run(
            "_ = Task.Run(async () => { await Task.Delay(50); Console.Write(\"late\"); }); Console.Write(\"in time\");"
        );
        await Run("await Task.Delay(150);");
        Assert.Equal(["stdout: in time"], _transcript.Lines);
    }

    [Fact]
    public async Task A_library_by_path_brings_its_formatters_and_its_dependencies()
    {
        Directory.CreateDirectory(_workplace["lib"]);
        foreach (var file in Directory.GetFiles(Workplace.Samples))
        {
            File.Copy(file, Path.Combine(_workplace["lib"], Path.GetFileName(file)));
        }
        // The library's own copy of Formatting must not be loaded as a second one.
        var formatting = typeof(Microsoft.DotNet.Interactive.Formatting.Formatter).Assembly.Location;
        File.Copy(formatting, Path.Combine(_workplace["lib"], Path.GetFileName(formatting)));

        var loaded = await Run("#r \"lib/SampleLibrary.dll\"\nusing SampleLibrary;\nSetup.RegisterFormatters();");
        Assert.Null(loaded.Error);
        Assert.Equal(
            "<b class=\"measurement\">1.5 s</b>",
            (await Run("new Measurement(1.5)")).Value!.Forms["text/html"]
        );
        Assert.Equal("<i>x</i>", (await Run("new Label(\"x\")")).Value!.Forms["text/html"]);
        Assert.Equal("from the dependency", await Value("new Measurement(1).Greeting.Text"));
    }

    public static int SetByCell { get; set; }

    [Fact]
    public async Task A_library_that_the_host_has_too_is_the_hosts()
    {
        var copy = _workplace["copy.dll"];
        File.Copy(typeof(CSharpSessionTests).Assembly.Location, copy);
        var result = await Run($"#r \"{copy}\"\nNotebooks.Tests.CSharpSessionTests.SetByCell = 42;");
        Assert.Null(result.Error);
        Assert.Equal(42, SetByCell);
    }

    [Fact]
    public async Task A_missing_library_is_a_compile_error_that_names_it()
    {
        var result = await Run("#r \"nowhere/Missing.dll\"\n1");
        Assert.Contains("nowhere/Missing.dll", result.Error!.Message);
    }

    [Fact]
    public async Task I_can_reference_a_package_and_use_it_in_the_same_cell()
    {
        var result = await Run("#r \"nuget: Markdig, 1.6.0\"\nMarkdig.Markdown.ToHtml(\"*x*\").Trim()");
        Assert.Null(result.Error);
        Assert.Equal("<p><em>x</em></p>", result.Value!.Forms["text/plain"]);
    }

    [Fact]
    public async Task I_can_reference_a_package_from_a_folder_beside_the_notebook()
    {
        Directory.CreateDirectory(_workplace["feed"]);
        PackSampleDependency(_workplace["feed/Sample.Of.This.Test.1.0.0.nupkg"]);

        var result = await Run(
            "#i \"nuget:feed\"\n#r \"nuget: Sample.Of.This.Test, 1.0.0\"\nnew SampleDependency.Greeting(\"hello\").Text"
        );

        Assert.Null(result.Error);
        Assert.Equal("hello", result.Value!.Forms["text/plain"]);
    }

    [Theory]
    [InlineData("nuget:/a/folder/of/packages", "/a/folder/of/packages")]
    [InlineData("nuget: missing", "/missing")]
    public async Task A_package_source_that_does_not_exist_is_named(string source, string named)
    {
        // This also holds if the package is there already: a notebook must not depend on what is stored on its machine.
        await Run("#r \"nuget: Markdig, 1.6.0\"");

        var result = await Run($"#i \"{source}\"\n#r \"nuget: Markdig, 1.6.0\"\n1");

        Assert.Equal("NotebookError", result.Error!.Name);
        Assert.StartsWith(
            $"#i \"{source.Replace(" ", "")}\": there is no folder ",
            result.Error.Message,
            StringComparison.Ordinal
        );
        Assert.Contains(named, result.Error.Message, StringComparison.Ordinal);
        Assert.Equal("1", await Value("#r \"nuget: Markdig, 1.6.0\"\n1"));
    }

    [Fact]
    public async Task A_packages_native_library_is_found()
    {
        var result = await Run(
            "#r \"nuget: SkiaSharp.NativeAssets.Linux.NoDependencies, 3.119.4\"\n#r \"nuget: SkiaSharp, 3.119.4\"\nnew SkiaSharp.SKBitmap(3, 2).Width"
        );
        Assert.Null(result.Error);
        Assert.Equal("3", result.Value!.Forms["text/plain"]);
    }

    [Fact]
    public async Task A_package_that_does_not_exist_is_one_clear_sentence()
    {
        var result = await Run("#r \"nuget: No.Such.Package.Anywhere, 1.0.0\"\n1");
        Assert.Equal("NotebookError", result.Error!.Name);
        Assert.Contains("No.Such.Package.Anywhere 1.0.0", result.Error.Message);
        Assert.DoesNotContain('\n', result.Error.Message);
    }

    [Fact]
    public async Task Of_long_text_the_beginning_and_the_end_are_kept_and_what_is_left_out_is_said()
    {
        await Run("for (var n = 1; n <= 200_000; n++) Console.WriteLine($\"line {n}\");");

        var notice = _transcript.Lines.FindIndex(line => line.StartsWith("display: ", StringComparison.Ordinal));
        var update = _transcript.Lines.FindIndex(line => line.StartsWith("update: ", StringComparison.Ordinal));
        string[] head = [.. _transcript.Lines.Take(notice)];
        string[] tail = [.. _transcript.Lines.Skip(update + 1)];
        Assert.Equal(Enumerable.Range(1, head.Length).Select(n => $"stdout: line {n}"), head);
        Assert.Equal(Enumerable.Range(200_001 - tail.Length, tail.Length).Select(n => $"stdout: line {n}"), tail);
        Assert.Contains($"[{200_000 - head.Length - tail.Length:N0} lines, ", _transcript.Lines[update]);
    }

    [Theory]
    [InlineData("Console.Write(new string('x', 10_000_000));")]
    [InlineData("new string('x', 10_000_000)")]
    [InlineData("display(HTML(new string('x', 10_000_000)))")]
    [InlineData("for (var n = 0; n < 100_000; n++) display(n);")]
    [InlineData("for (var n = 0; n < 100; n++) display(HTML(new string('x', 4_000_000)));")]
    [InlineData("throw new Exception(new string('x', 10_000_000));")]
    public async Task Whatever_a_cell_shows_too_much_of_is_cut_with_a_sentence(string code)
    {
        var result = await Run(code);

        var shown = string.Join(
            '\n',
            _transcript.Lines.Append(Transcript.Show(result.Value)).Append(result.Error?.ToString() ?? "")
        );
        Assert.InRange(shown.Length, 1, 25_000_000);
        Assert.Contains("left out", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_cell_has_cleared_does_not_count()
    {
        await Run(
            "for (var n = 0; n < 30; n++) { Console.Write(new string('x', 10_000)); ClearOutput(); } Console.Write(\"end\");"
        );
        Assert.Equal("stdout: end", _transcript.Lines[^1]);
        Assert.DoesNotContain(_transcript.Lines, line => line.Contains("left out", StringComparison.Ordinal));
    }

    /// <summary>A package is a zip of a library and a few words about it.</summary>
    private static void PackSampleDependency(string path)
    {
        using var package = ZipFile.Open(path, ZipArchiveMode.Create);
        package.CreateEntryFromFile(
            Path.Combine(Workplace.Samples, "SampleDependency.dll"),
            "lib/net10.0/SampleDependency.dll"
        );
        using var about = new StreamWriter(package.CreateEntry("Sample.Of.This.Test.nuspec").Open());
        about.Write(
            """
            <package><metadata>
              <id>Sample.Of.This.Test</id><version>1.0.0</version><authors>test</authors><description>test</description>
              <dependencies><group targetFramework="net10.0" /></dependencies>
            </metadata></package>
            """
        );
    }

    private Task<CellResult> Run(string code) =>
        _session.ExecuteAsync(code, $"cell {++_cells}", _transcript, TestContext.Current.CancellationToken);

    private async Task<string> Value(string code)
    {
        var result = await Run(code);
        Assert.Null(result.Error);
        return result.Value!.Forms["text/plain"];
    }
}
