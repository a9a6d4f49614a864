namespace Cli.Tests;

public sealed class UsageTests : IDisposable
{
    private readonly Workplace _here = new();

    public void Dispose() => _here.Dispose();

    public static TheoryData<string, string[]> Wrong =>
        new()
        {
            { "frobnicate", ["'frobnicate'", "./analysis --help"] },
            { "doctor --yaml", ["'--yaml'", "./analysis doctor --help"] },
            { "collect --fast", ["'--fast'", "./analysis collect --help"] },
            { "collect startup", ["'startup'", "./analysis collect --help"] },
            { "collect --targets native,teapot", ["'teapot'", "wasmtime-aot"] },
            { "collect --workloads teapot", ["'teapot'", "binary-trees"] },
            { "collect --host mars", ["'mars'", "local"] },
            { "collect --plan teapot", ["'teapot'", "quick", "report"] },
            { "collect --budget 10", ["--budget 10", "90s"] },
            { "collect --budget -1m", ["--budget -1m", "90s"] },
            { "collect --budget ", ["--budget", "90s"] },
            { "collect --precision 2", ["--precision 2", "2%"] },
            { "collect --precision 100%", ["--precision 100%", "2%"] },
            { "collect --seed dice", ["--seed dice", "number"] },
            { "collect --resume teapot", ["'teapot'", "there are none"] },
            { "collect --resume", ["No run of this host", "./analysis collect"] },
            { "collect --resume some --seed 1", ["--seed is for new runs"] },
            { "run", ["Required argument", "./analysis run --help"] },
            { "run teapot.ipynb", ["teapot.ipynb", ".ipynb file"] },
            { "run some.ipynb -p runs", ["-p runs", "name=value"] },
            { "run some.ipynb -p =local", ["-p =local", "name=value"] },
            { "kernel install --prefix /proc/nowhere", ["--prefix '/proc/nowhere'", "choose another"] },
            { "report --out ", ["--out ''", "choose another"] },
            { "report extra", ["'extra'", "./analysis report --help"] },
        };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task Wrong_usage_is_one_sentence_that_names_it_and_the_next_step(string line, string[] words)
    {
        _here.Write("some.ipynb", "{}");

        (await _here.RunAsync(line.Split(' '))).SaysInOneSentence(2, words);
    }

    [Theory]
    [InlineData("{\n\"name\": \"mine\",\n\"size\": quick }", "line 3")]
    [InlineData("{\n\"name\": \"mine\",\n\"size\": \"quick\",\n\"colour\": 1 }", "line 4", "colour")]
    [InlineData("{ \"name\": \"mine\" }", "size")]
    [InlineData("{ \"name\": \"mine\", \"size\": \"quick\", \"timeout_s\": 0 }", "timeout_s")]
    [InlineData("{ \"name\": \"mine\", \"size\": \"quick\", \"blocks\": { \"min\": 3, \"max\": 2 } }", "blocks.max")]
    [InlineData("{ \"name\": \"mine\", \"size\": \"huge\" }", "'huge'", "report")]
    [InlineData("{ \"name\": \"../mine\", \"size\": \"quick\" }", "name")]
    [InlineData("", "malformed")]
    public async Task A_malformed_plan_file_is_named_with_what_is_wrong_in_it(string text, params string[] words)
    {
        var plan = _here.Write("plan.json", text);

        var answer = await _here.RunAsync("collect", "--plan", plan);

        answer.SaysInOneSentence(2, words);
        Assert.Empty(_here.Runs.All());
    }

    [Fact]
    public async Task A_malformed_notebook_is_named()
    {
        var notebook = _here.Write("torn.ipynb", "{ \"cells\": [");

        var answer = await _here.RunAsync("run", notebook);

        answer.SaysInOneSentence(1, notebook);
    }

    [Fact]
    public async Task No_argument_prints_the_help()
    {
        var answer = (await _here.RunAsync()).Done();

        Assert.Contains("./analysis report", answer.Stdout, StringComparison.Ordinal);
        Assert.Equal((await _here.RunAsync("--help")).Stdout, answer.Stdout);
    }

    [Theory]
    [InlineData("collect", "./analysis collect --plan report")]
    [InlineData("doctor", "--json")]
    [InlineData("report", "report/index.html")]
    [InlineData("run", "-p <NAME=VALUE>")]
    [InlineData("setup", "--dry-run")]
    [InlineData("test", "test suite")]
    public async Task Every_verb_explains_itself(string verb, string teaches)
    {
        var help = (await _here.RunAsync(verb, "--help")).Done();

        Assert.Contains(teaches, help.Stdout, StringComparison.Ordinal);
        Assert.Empty(help.Stderr);
    }
}
