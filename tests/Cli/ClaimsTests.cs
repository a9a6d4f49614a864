using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Analysis.Published;

namespace Cli.Tests;

/// <summary>The book of claims in the terminal, and its verdicts wherever a reader meets them.</summary>
public sealed partial class ClaimsTests : IDisposable
{
    private static readonly PublishedReport Published = PublishedReport.Load(Workplace.Checkout.Report2022);
    private readonly Workplace _here = new();

    /// <summary>A machine that measured nothing: the reference runs are all that there is.</summary>
    public ClaimsTests() =>
        _here
            .With("XDG_STATE_HOME", Path.Combine(_here.Folder, "state"))
            .With("ANALYSIS_RUNS", Workplace.Checkout.Runs);

    public void Dispose() => _here.Dispose();

    [Fact]
    public async Task Every_claim_has_the_same_verdict_in_the_terminal_in_the_readme_and_on_every_page()
    {
        var verdicts = await VerdictsAsync();
        Assert.Equal(Published.Claims.Select(claim => claim.Id), verdicts.Keys);

        var readme = await File.ReadAllTextAsync(Path.Combine(Workplace.Checkout.Root, "README.md"));
        var pages = await Task.WhenAll(
            Directory.EnumerateFiles(Workplace.Checkout.Notebooks, "*.ipynb").Select(ExecutedAsync)
        );

        var table = new List<(string Place, string Claim, string Verdict)>();
        foreach (var question in Published.Questions.Where(question => question.IsOnFront))
        {
            var row = readme
                .Split('\n')
                .Single(line => line.StartsWith($"| {question.Question} |", StringComparison.Ordinal));
            table.Add(("README.md", question.Claim, row.Trim('|', ' ').Split('|')[^1].Trim()));
        }
        foreach (var (name, html) in pages)
        {
            table.AddRange(
                Row().Matches(html).Select(row => (name, row.Groups["id"].Value, row.Groups["verdict"].Value))
            );
            table.AddRange(
                Answer().Matches(html).Select(row => (name, row.Groups["id"].Value, row.Groups["verdict"].Value))
            );
        }

        Assert.All(table, seen => Assert.Equal((seen.Place, seen.Claim, verdicts[seen.Claim]), seen));
        Assert.Equal(
            verdicts.Keys,
            table
                .Where(seen => seen.Place == "00-summary.ipynb")
                .Select(seen => seen.Claim)
                .Distinct()
                .Order(Places(verdicts))
        );
        Assert.Equal(
            pages
                .Select(page => page.Name)
                // The open questions are ours: no claim of the report is about them.
                .Where(name => name != "08-open-questions.ipynb")
                .Append("README.md")
                .Order(StringComparer.Ordinal),
            table.Select(seen => seen.Place).Distinct().Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task The_book_names_sentence_readings_and_run()
    {
        var text = (await _here.RunAsync("claims")).Done().Stdout;

        Assert.Matches(@"^\d+ of \d+ claims that were judged hold", text);
        Assert.All(
            Published.Claims,
            claim => Assert.Contains($"{claim.Id}  {claim.Text}", text, StringComparison.Ordinal)
        );
        Assert.Matches(@"\n      \* [\d.]+x", text);
        Assert.Matches(@"\n      Run \d{8}-\d{6}-", text);
    }

    private async Task<Dictionary<string, string>> VerdictsAsync()
    {
        var json = JsonNode.Parse((await _here.RunAsync("claims", "--json")).Done().Stdout)!.AsArray();
        Assert.All(json, claim => Assert.NotEmpty((string)claim!["claim"]!["sentence"]!));
        return json.ToDictionary(claim => (string)claim!["claim"]!["id"]!, claim => (string)claim!["verdict"]!);
    }

    private async Task<(string Name, string Html)> ExecutedAsync(string notebook)
    {
        var name = Path.GetFileName(notebook);
        var folder = Directory.CreateDirectory(Path.Combine(_here.Folder, name, "notebooks")).FullName;
        Directory.CreateSymbolicLink(
            Path.Combine(_here.Folder, name, "lib"),
            Path.Combine(Workplace.Checkout.Root, "lib")
        );
        var copy = Path.Combine(folder, name);
        File.Copy(notebook, copy);
        (await _here.RunAsync("run", copy)).Done();
        var cells = JsonNode.Parse(await File.ReadAllTextAsync(copy))!["cells"]!.AsArray();
        return (
            name,
            string.Concat(
                from cell in cells
                where (string?)cell!["cell_type"] == "code"
                from output in cell["outputs"]!.AsArray()
                from line in output!["data"]?["text/html"]?.AsArray() ?? []
                select (string)line!
            )
        );
    }

    private static Comparer<string> Places(Dictionary<string, string> verdicts)
    {
        List<string> order = [.. verdicts.Keys];
        return Comparer<string>.Create((one, other) => order.IndexOf(one) - order.IndexOf(other));
    }

    [GeneratedRegex(
        """<details class="claim" id="(?<id>\w+)"><summary>\s*<span class="verdict [\w-]+">(?<verdict>[^<]+)<"""
    )]
    private static partial Regex Row();

    [GeneratedRegex("""<a href="#(?<id>C\w+)">Claimed: [^<]*</a> <span class="verdict [\w-]+">(?<verdict>[^<]+)<""")]
    private static partial Regex Answer();
}
