using System.Net;
using System.Text;
using Analysis.Content;
using Analysis.Estimates;
using Analysis.Figures;
using Microsoft.Data.Analysis;

namespace Analysis.Showing;

/// <summary>
/// The HTML that notebooks show. The colours of ground and text are explicit, since an editor shows outputs on a
/// ground of its own. The styles of table cells are explicit too, since editors align and pad cells in their own way;
/// a doubled class name outranks the editors' rules. The pages of the report leave these styles out and have their
/// own for the same classes.
/// </summary>
internal static class Html
{
    private const int HeadRows = 20;

    /// <summary>With more columns than this, intervals stand below their values.</summary>
    private const int Roomy = 6;

    private const string Style = """
        <style>
        :where(.analysis){background:#fff;color:#1a1a1a;font:14px/1.45 "DejaVu Sans",Verdana,system-ui,sans-serif;max-width:760px;margin:1.2em 0;padding:8px;box-sizing:border-box}
        :where(.analysis :is(figcaption,caption)){text-align:left;padding:0 0 8px;color:#1a1a1a}
        :where(.analysis :is(.title,.subtitle)){display:block}
        :where(.analysis .title){font-weight:bold;font-size:16px;line-height:1.3}
        :where(.analysis :is(.subtitle,.footer,.ci,.quiet,dt)){color:#595959}
        :where(.analysis .footer){font-size:12px;margin:6px 0 0}
        :where(.analysis .scroll){overflow-x:auto}
        :where(.analysis svg){display:block;width:100%;min-width:600px;height:auto}
        @media(max-width:640px){:where(.analysis.figure .scroll)::before{content:"swipe for the rest ->";display:block;position:sticky;left:0;text-align:right;font-size:12px;color:#595959}}
        .analysis.analysis table{border-collapse:collapse;font-size:13px;color:#1a1a1a;background:#fff;font-variant-numeric:tabular-nums}
        .analysis.analysis :is(th,td){padding:4px 6px;border:0;text-align:left;vertical-align:baseline;background:#fff;white-space:normal}
        .analysis.analysis .dense :is(th,td){padding:3px 4px}
        .analysis.analysis thead th{border-bottom:1px solid #1a1a1a;vertical-align:bottom;font-weight:bold}
        .analysis.analysis tbody th{font-weight:normal}
        .analysis.analysis .num{text-align:right}
        .analysis.analysis :is(.num :is(.value,.ci),.samples td,.dense td){white-space:nowrap}
        .analysis.analysis table:not(.dense) tbody th{white-space:nowrap}
        .analysis.analysis :is(.ratio,.dense .ci){display:block}
        .analysis.analysis :is(.ci,.word,.ratio){font-size:11px}
        .analysis.analysis .shade-1{background:#eef5fb}.analysis.analysis .shade-2{background:#dfecf7}
        .analysis.analysis .shade-3{background:#d0e3f2}.analysis.analysis .shade-4{background:#c1d9ee}
        .analysis.analysis .group>*{border-top:1px solid #b3b3b3}
        .analysis.analysis tbody tr:last-child>*{border-bottom:1px solid #1a1a1a}
        :where(.analysis dl){display:grid;grid-template-columns:max-content 1fr;gap:2px 14px;margin:6px 0 0}
        :where(.analysis dd){margin:0}
        :where(.analysis a){color:#0072B2}
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
                table.Columns.Count > Roomy ? " class=\"dense\"" : ""
            )}>
            <thead><tr>{string.Concat(table.Columns.Select(Header))}</tr></thead>
            <tbody>
            {string.Join('\n', table.Rows.Select(row => Row(row, table.Columns)))}
            </tbody></table></div>
            {string.Join('\n', table.Notes.Select(note => $"<p class=\"footer\">{Encode(note)}</p>"))}
            <p class="footer">{DataLink(table.Id, table.Csv)}</p>
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
                card.Entries.Select(entry => $"<dt>{Encode(entry.Name)}</dt><dd>{Encode(entry.Text)}</dd>")
            )}</dl>
            </section>
            """;

    /// <summary>The first rows, and how many rows there are in all.</summary>
    public static string Of(DataFrame frame)
    {
        var rows = frame.Rows.Take(HeadRows).Select(row => $"<tr>{string.Concat(row.Select(Field))}</tr>");
        var shown = Math.Min(HeadRows, frame.Rows.Count);
        return $"""
            {Style}<figure class="analysis samples">
            <div class="scroll" tabindex="0" role="group" aria-label="Data frame"><table>
            <thead><tr>{string.Concat(
                frame.Columns.Select(column => $"<th scope=\"col\"{(column.IsNumericColumn() ? " class=\"num\"" : "")}>{Encode(column.Name)}</th>")
            )}</tr></thead>
            <tbody>
            {string.Join('\n', rows)}
            </tbody></table></div>
            <p class="footer">{shown} of {frame.Rows.Count} rows, {frame.Columns.Count} columns</p>
            </figure>
            """;
    }

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
            html.Append(Encode(cell.Value(column))).Append("</span>").Append(Small(cell.Interval(column)));
            if (cell.Ratio is { } ratio)
            {
                html.Append(" <small class=\"ratio\">").Append(Encode(Numbers.Short(ratio)));
                html.Append(Small(cell.RatioInterval)).Append("</small>");
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

    private static string DataLink(string id, string csv) =>
        $"<a class=\"data\" download=\"{id}.csv\" href=\"data:text/csv;base64,{Convert.ToBase64String(Encoding.UTF8.GetBytes(csv))}\">data (CSV)</a>";

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
