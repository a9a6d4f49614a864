using Analysis.Published;
using Analysis.Verdicts;
using Measurement;

namespace Analysis.Tests.Verdicts;

public sealed class ReadmeTests
{
    private const string Begin = "<!-- The answer, as the reference runs give it: UPDATE_README=1 writes it. -->\n";
    private const string End = "\n<!-- End of the answer. -->";
    private static readonly Repository Checkout = Repository.Find();

    /// <summary>With UPDATE_README=1 in the environment the answer is written first.</summary>
    [Fact]
    public void The_readme_opens_with_the_answer_of_the_reference_runs()
    {
        var published = PublishedReport.Load(Checkout.Report2022);
        var claims = new ClaimList(new ClaimBook(published, EvidenceRuns.References(Checkout)).Judge());
        var answers = claims.Answers(published.Questions.Where(question => question.IsOnFront));
        var path = Path.Combine(Checkout.Root, "README.md");
        var text = File.ReadAllText(path);
        var (from, to) = (text.IndexOf(Begin, StringComparison.Ordinal), text.IndexOf(End, StringComparison.Ordinal));
        Assert.True(from >= 0 && to > from, "README.md has no place for the answer");
        var answered = $"{text[..(from + Begin.Length)]}{answers.Markdown}{text[to..]}";
        if (Environment.GetEnvironmentVariable("UPDATE_README") == "1")
        {
            File.WriteAllText(path, answered);
            text = answered;
        }
        Assert.Equal(answered, text);
    }
}
