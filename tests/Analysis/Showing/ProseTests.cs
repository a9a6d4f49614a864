using Analysis.Estimates;
using Analysis.Showing;
using Analysis.Verdicts;
using Measurement.Frames;
using Microsoft.DotNet.Interactive.Formatting;

namespace Analysis.Tests.Showing;

public sealed class ProseTests
{
    public ProseTests() => Formatters.Register();

    private static readonly Estimate Ratio = new(1.234, 1.19, 1.27, 0.95, 10, Unit.Ratio, "of the tests");

    [Fact]
    public void Estimates_show_their_intervals_and_verdicts_their_words() =>
        Assert.Equal(
            "It takes 1.23x (1.19-1.27) as long: less than claimed.",
            new Prose($"It takes {Ratio} as long: {Verdict.LessThanClaimed}.").ToString()
        );

    [Fact]
    public void What_was_not_measured_says_so() =>
        Assert.Equal("It takes (not measured).", new Prose($"It takes {(Estimate?)null}.").ToString());

    [Fact]
    public void A_link_leads_to_its_figure_and_text_is_never_markup()
    {
        var html = new Prose($"See [the <chart>](#F4) of {"<b>"}.").ToDisplayString("text/html");
        Assert.Contains("<a href=\"#F4\">the &lt;chart&gt;</a>", html, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;", html, StringComparison.Ordinal);
    }

    [Fact]
    public void In_html_an_interval_is_set_small() =>
        Assert.Contains(
            "<small class=\"ci\">",
            new Prose($"{Ratio}").ToDisplayString("text/html"),
            StringComparison.Ordinal
        );
}
