using System.Net;
using System.Reflection;

namespace Analysis.Exploring;

/// <summary>The page on which a reader compares what they choose: its parts, for whoever publishes it.</summary>
internal static class ExplorerPage
{
    public const string FileName = "explorer.html",
        NumbersFile = "explorer.csv",
        Title = "Explorer: compare any two targets",
        Lead =
            "Choose a quantity, a baseline, targets and programs, sort by any column, and send the address of what you see.";

    public static string Style => Resource("explorer.css");

    public static string Script => Resource("explorer.js");

    public static string Body(Exploration exploration) =>
        $"""
            <h1>{WebUtility.HtmlEncode(Title)}</h1>
            <p class="prose">{Lead} Every number and interval was computed beforehand, as on the other pages; all of them are in <a href="{NumbersFile}" download>{NumbersFile}</a>.</p>
            <noscript><p class="note">Choosing and sorting takes a script, and this browser runs none. The page would show a table: a row for each target, a column for each program, in each cell how many times the baseline's value it is, with its interval. The same numbers are in the CSV file above.</p></noscript>
            {(exploration.IsEmpty
                ? "<p class=\"note\">There are no runs to compare: measure one with <code>./analysis collect</code>.</p>"
                : Choices(exploration.Json))}
            """;

    private static string Choices(string numbers) =>
        $"""
            <div id="explorer" hidden>
            <form id="choices">
            <label>Runs <select name="runs"></select></label>
            <label>Quantity <select name="quantity"></select></label>
            <label>Baseline <select name="baseline"></select></label>
            <details id="targets"><summary>Targets: <span class="count"></span></summary><div class="boxes"></div></details>
            <details id="columns"><summary>Programs: <span class="count"></span></summary><div class="boxes"></div></details>
            </form>
            <p id="status" role="status"></p>
            <p class="hint">Scroll sideways for all columns.</p>
            <div class="scroll" tabindex="0" role="group" aria-label="Comparison"><table id="comparison" class="dense"></table></div>
            </div>
            <script type="application/json" id="numbers">{numbers}</script>
            """;

    private static string Resource(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
