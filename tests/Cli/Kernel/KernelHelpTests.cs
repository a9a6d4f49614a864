namespace Cli.Tests;

/// <summary>Help with the code that is being written, through the real jupyter_client.</summary>
public sealed class KernelHelpTests : IDisposable
{
    private readonly Workplace _here = new();

    public void Dispose() => _here.Dispose();

    [Fact]
    public async Task Completion_knows_earlier_cells_and_counts_characters()
    {
        await using var client = await JupyterClient.StartAsync(_here);
        await client.ExecuteAsync("var measured = new List<int>();");
        const string code = "/* 😀 */ measured.Cou";

        var reply = await client.CompleteAsync(code, code.Length - 1);

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

        var reply = await client.CompleteAsync(code);

        Assert.Contains(name, reply["matches"]!.AsArray().Select(match => (string?)match));
    }

    [Fact]
    public async Task Completion_offers_only_what_compiles_as_it_stands()
    {
        await using var client = await JupyterClient.StartAsync(_here);

        var reply = await client.CompleteAsync("Cons");

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

        var reply = await client.CompleteAsync(code);

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
}
