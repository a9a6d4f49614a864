using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Analysis.Content;
using Analysis.Estimates;
using Analysis.Figures;
using Measurement.Plans;
using Microsoft.Data.Analysis;

namespace Analysis.Showing;

/// <summary>
/// The HTML that notebooks show. The colours of ground and text are explicit and follow the editor's theme: VS Code and
/// JupyterLab write it on the page's body, and elsewhere the reader's system decides. The styles of table cells are
/// explicit too, since editors align and pad cells in their own way; a doubled class name outranks the editors' rules. The
/// pages of the report leave these styles out and have their own for the same classes.
/// </summary>
internal static partial class Html
{
    private const int HeadRows = 20;
    private const int HeadSamples = 10;

    /// <summary>What a reader of samples looks for first. A data frame with all of these is one of samples.</summary>
    private static readonly string[] SampleColumns =
    [
        "target",
        "workload",
        "block",
        "wall_ns",
        "first_output_ns",
        "max_rss_bytes",
        "status",
    ];

    private static readonly string MeasuredPhase = Absence.Words(Phase.Measured);

    /// <summary>With more columns than this, intervals stand below their values.</summary>
    private const int Roomy = 6;

    internal const string Style = """
        <style>
        .analysis{--ground:#fff;--ink:#1a1a1a;--soft:#595959;--rule:#b3b3b3;--claimed:#dcdcdc;--link:#0072b2;--shade-1:#eef5fb;--shade-2:#dfecf7;--shade-3:#d0e3f2;--shade-4:#c1d9ee}
        @media screen and (prefers-color-scheme:dark){body:not(.vscode-light):not([data-jp-theme-light="true"]) .analysis{--ground:#17191b;--ink:#dcdcd8;--soft:#a0a3a6;--rule:#4a4d50;--claimed:#3a3d40;--link:#6fbdf0;--shade-1:#1a232a;--shade-2:#1b2a36;--shade-3:#1b3244;--shade-4:#1c3a52}}
        body.vscode-dark .analysis,body[data-jp-theme-light="false"] .analysis{--ground:#17191b;--ink:#dcdcd8;--soft:#a0a3a6;--rule:#4a4d50;--claimed:#3a3d40;--link:#6fbdf0;--shade-1:#1a232a;--shade-2:#1b2a36;--shade-3:#1b3244;--shade-4:#1c3a52}
        :where(.analysis){background:var(--ground);color:var(--ink);font:14px/1.45 "DejaVu Sans",Verdana,system-ui,sans-serif;max-width:760px;margin:1.2em 0;padding:8px;box-sizing:border-box}
        :where(.analysis :is(figcaption,caption)){text-align:left;padding:0 0 8px;color:var(--ink)}
        :where(.analysis :is(.title,.subtitle)){display:block}
        :where(.analysis .title){font-weight:bold;font-size:16px;line-height:1.3}
        :where(.analysis :is(.subtitle,.footer,.ci,.quiet,dt)){color:var(--soft)}
        :where(.analysis .footer){font-size:12px;margin:6px 0 0}
        :where(.analysis .scroll){overflow-x:auto}
        :where(.analysis svg){display:block;width:100%;min-width:600px;height:auto}
        @media(max-width:640px){:where(.analysis.figure .scroll)::before{content:"swipe for the rest ->";display:block;position:sticky;left:0;text-align:right;font-size:12px;color:var(--soft)}}
        .analysis.analysis table{border-collapse:collapse;font-size:13px;color:var(--ink);background:var(--ground);font-variant-numeric:tabular-nums}
        .analysis.analysis :is(th,td){padding:4px 6px;border:0;text-align:left;vertical-align:baseline;background:var(--ground);white-space:normal}
        .analysis.analysis .dense :is(th,td){padding:3px 4px}
        .analysis.analysis thead th{border-bottom:1px solid var(--ink);vertical-align:bottom;font-weight:bold}
        .analysis.analysis tbody th{font-weight:normal}
        .analysis.analysis .num{text-align:right}
        .analysis.analysis :is(.num :is(.value,.ci),.samples td,.dense td){white-space:nowrap}
        .analysis.analysis table:not(.dense) tbody th{white-space:nowrap}
        .analysis.analysis .brief tbody th{white-space:nowrap}
        .analysis.analysis :is(.ratio,.dense .ci){display:block}
        .analysis.analysis :is(.ci,.word,.ratio){font-size:11px}
        .analysis.analysis .shade-1{background:var(--shade-1)}.analysis.analysis .shade-2{background:var(--shade-2)}
        .analysis.analysis .shade-3{background:var(--shade-3)}.analysis.analysis .shade-4{background:var(--shade-4)}
        .analysis.analysis td:last-child:not(.num){overflow-wrap:anywhere}
        .analysis.analysis .group>*{border-top:1px solid var(--rule)}
        .analysis.analysis tbody tr:last-child>*{border-bottom:1px solid var(--ink)}
        :where(.analysis dl){display:grid;grid-template-columns:max-content 1fr;gap:2px 14px;margin:6px 0 0}
        :where(.analysis dd){margin:0}
        .analysis.analysis a:any-link{color:var(--link)}
        :where(.analysis .answer){margin:0 0 10px}
        :where(.analysis .answer p){margin:0}
        :where(.analysis .verdict){font-weight:bold}
        :where(.analysis .question){font-size:16px}
        :where(.claims :is(summary,.axis)){display:grid;grid-template-columns:8.5em minmax(0,1fr) 200px;gap:4px 12px;padding:6px 0;border-top:1px solid var(--rule);cursor:pointer}
        :where(.claims .axis){border:0;cursor:auto}
        :where(.claims .ticks){grid-column:3;position:relative;height:16px;font-size:11px;color:var(--soft)}
        :where(.claims .ticks span){position:absolute;transform:translateX(-50%)}
        :where(.claims small){color:var(--soft);font-size:11px}
        :where(.claims .verdict){grid-row:span 2}
        :where(.claims .strip){grid-area:1/3/span 2}
        :where(.claims .numbers){grid-column:2;font-variant-numeric:tabular-nums}
        :where(.claims .lane){display:block;position:relative;height:18px}
        :where(.claims .lane b){position:absolute}
        :where(.claims .range){top:2px;height:14px;background:var(--claimed)}
        :where(.claims .one){top:0;height:18px;border-left:1px dashed var(--soft)}
        :where(.claims .interval){top:8px;height:2px;background:var(--ink)}
        :where(.claims .dot){top:5px;width:8px;height:8px;margin-left:-4px;border-radius:50%;background:var(--ink)}
        @media(max-width:640px){:where(.claims summary){grid-template-columns:1fr 1fr}:where(.claims :is(.text,.strip)){grid-area:auto/1/auto/-1}:where(.claims .verdict){grid-row:auto}:where(.claims .text){order:3}:where(.claims .strip){order:4}:where(.claims .axis){display:none}}
        </style>
        """;

    public static string Of(Figure figure) =>
        $"""
            {Style}<figure class="analysis figure" id="{figure.Id}">
            <figcaption><span class="title">{Encode(figure.Title)}</span> <span class="subtitle">{Encode(
                figure.Subtitle
            )}</span></figcaption>
            <div class="scroll" tabindex="0" role="group" aria-label="Figure {figure.Id}">{figure.Svg}</div>
            <p class="footer">{Encode(string.Join(' ', figure.Notes))} {DataLink(figure.Id, figure.Csv)}</p>
            </figure>
            """;

    public static string Of(Table table) =>
        $"""
            {Style}<figure class="analysis table" id="{table.Id}-table">
            <figcaption class="title">{Encode(table.Title)}</figcaption>
            <div class="scroll" tabindex="0" role="group" aria-label="Table {table.Id}"><table{(
                table.Columns.Any(column => column.Brief) ? " class=\"dense brief\""
                : table.Columns.Count > Roomy ? " class=\"dense\""
                : ""
            )}>
            <thead><tr>{string.Concat(table.Columns.Select(Header))}</tr></thead>
            <tbody>
            {string.Join('\n', table.Head.Select(row => Row(row, table.Columns)))}
            </tbody></table></div>
            {string.Join('\n', table.Notes.Select(note => $"<p class=\"footer\">{Linked(note)}</p>"))}
            <p class="footer">{Encode(table.Rest)} {DataLink(table.Id, table.Csv)}</p>
            </figure>
            """;

    /// <summary>An estimate within a sentence.</summary>
    public static string Of(Estimate estimate)
    {
        var interval = Numbers.Interval(estimate);
        var words =
            interval.Length > 0 && estimate.Confidence is { } level ? $"{Numbers.Percent(level)} interval; " : "";
        return $"<span class=\"estimate\" title=\"{Encode($"{words}{estimate.Method}, n = {estimate.Count}")}\">{Encode(Numbers.Short(estimate))}{Small(interval)}</span>";
    }

    public static string Of(DataCard card) =>
        $"""
            {Style}<section class="analysis card" aria-label="The data">
            <span class="title">The data</span>
            <dl>{string.Concat(
                card.Entries.Where(entry => entry.Name != DataCard.Note).Select(Entry)
            )}</dl>
            {Notes([.. card.Entries.Where(entry => entry.Name == DataCard.Note).Select(entry => entry.Text)])}
            </section>
            """;

    private static string Entry((string Name, string Text) entry) =>
        $"<dt>{Encode(entry.Name)}</dt><dd>{Linked(entry.Text)}</dd>";

    /// <summary>What is missing and what failed, folded: a run of every target has a page of it.</summary>
    private static string Notes(IReadOnlyList<string> notes) =>
        notes.Count == 0
            ? ""
            : $"<details><summary>What is missing, failed or has few samples ({notes.Count})</summary><ul>{string.Concat(notes.Select(note => $"<li>{Encode(note)}</li>"))}</ul></details>";

    /// <summary>
    /// The first rows, and how many rows there are in all. Of samples, the measured launches and what was measured:
    /// their file has all columns.
    /// </summary>
    public static string Of(DataFrame frame)
    {
        DataFrameColumn[] measured =
        [
            .. SampleColumns
                .Select(name => frame.Columns.FirstOrDefault(column => column.Name == name))
                .OfType<DataFrameColumn>(),
        ];
        var isOfSamples = measured.Length == SampleColumns.Length;
        var columns = isOfSamples ? measured : [.. frame.Columns];
        var rows = RowsOf(frame, isOfSamples).Take(isOfSamples ? HeadSamples : HeadRows).ToList();
        return $"""
            {Style}<figure class="analysis samples">
            <div class="scroll" tabindex="0" role="group" aria-label="Data frame"><table>
            <thead><tr>{string.Concat(
                columns.Select(column => $"<th scope=\"col\"{(column.IsNumericColumn() ? " class=\"num\"" : "")}>{Encode(column.Name)}</th>")
            )}</tr></thead>
            <tbody>
            {string.Join('\n', rows.Select(row => $"<tr>{string.Concat(columns.Select(column => Field(column[row])))}</tr>"))}
            </tbody></table></div>
            <p class="footer">{rows.Count} of {frame.Rows.Count} rows, {columns.Length} of {frame.Columns.Count} columns.{(
                isOfSamples ? Linked($" All of them: {string.Join(", ", Files(frame))}.") : ""
            )}</p>
            </figure>
            """;
    }

    private static IEnumerable<long> RowsOf(DataFrame frame, bool isOfSamples)
    {
        for (long row = 0; row < frame.Rows.Count; row++)
        {
            if (!isOfSamples || Equals(frame["phase"][row]?.ToString(), MeasuredPhase))
            {
                yield return row;
            }
        }
    }

    private static IEnumerable<string> Files(DataFrame samples) =>
        samples["run"].Cast<object?>().Distinct().Select(run => $"data/runs/{run}/samples.csv");

    private static string Header(Column column)
    {
        var unit = column.Unit is { Symbol: not "x" } scale ? $", {scale.Symbol}" : "";
        return $"<th scope=\"col\"{Class(column, "")}>{Encode(column.Header + unit)}</th>";
    }

    private static string Row(Row row, IReadOnlyList<Column> columns)
    {
        var html = new StringBuilder(row.Rule ? "<tr class=\"group\">" : "<tr>");
        foreach (var (cell, index) in row.Cells.Select((cell, index) => (cell, index)))
        {
            var column = columns[index];
            var word =
                cell.Shade > 0 ? $"shade-{cell.Shade}"
                : cell is { Estimate: null, Ratio: null } && column.Numeric ? "word"
                : "";
            var (open, close) = index == 0 ? ("<th scope=\"row\"", "</th>") : ("<td", "</td>");
            html.Append(open).Append(Class(column, word)).Append('>').Append("<span class=\"value\">");
            html.Append(Encode(cell.Value(column)))
                .Append("</span>")
                .Append(column.Brief ? "" : Small(cell.Interval(column)));
            if (cell.Ratio is { } ratio)
            {
                html.Append(" <small class=\"ratio\">").Append(Encode(Numbers.Short(ratio)));
                html.Append(column.Brief ? "" : Small(cell.RatioInterval)).Append("</small>");
            }
            html.Append(close);
        }
        return html.Append("</tr>").ToString();
    }

    /// <summary>An interval after its value.</summary>
    private static string Small(string interval) =>
        interval.Length == 0 ? "" : $" <small class=\"ci\">({Encode(interval)})</small>";

    private static string Class(Column column, string more)
    {
        string[] names = [column.Numeric ? "num" : "", column.Quiet ? "quiet" : "", more];
        var set = string.Join(' ', names.Where(name => name.Length > 0));
        return set.Length == 0 ? "" : $" class=\"{set}\"";
    }

    private static string Field(object? value) =>
        value is IFormattable number and not DateTime
            ? $"<td class=\"num\">{Encode(number.ToString(null, null))}</td>"
            : $"<td>{Encode(value is DateTime time ? time.ToString("u") : value?.ToString() ?? "")}</td>";

    internal static string DataLink(string id, string csv) =>
        $"<a class=\"data\" download=\"{id}.csv\" href=\"data:text/csv;base64,{Convert.ToBase64String(Encoding.UTF8.GetBytes(csv))}\">data (CSV)</a>";

    internal static string Encode(string text) => WebUtility.HtmlEncode(text);

    /// <summary>Text in which the name of a run's file is a link to it, as a notebook sees it.</summary>
    private static string Linked(string text) => RunFile().Replace(Encode(text), "<a href=\"../$0\">$0</a>");

    [GeneratedRegex("data/runs/[A-Za-z0-9-]+/[a-z]+[.](csv|json)", RegexOptions.ExplicitCapture)]
    private static partial Regex RunFile();
}
