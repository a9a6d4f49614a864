using Analysis.Content;

namespace Analysis.Tables;

/// <summary>The items of the report, and questions of ours, that no figure and no table shows yet.</summary>
internal static class NotYetTable
{
    public static Table Of(Shown shown) =>
        new(
            shown.Item.Id,
            "Items and questions that are not here yet",
            [Column.Text("Item"), Column.Text("Section"), Column.Text("What it is")],
            [
                .. shown
                    .Report.Items.Where(item => item is { Figure: "", Table: "" })
                    .OrderBy(item => item.Section, StringComparer.Ordinal)
                    .Select(item => new Row([new(item.Id), new(item.Section), new(item.Note)])),
            ],
            []
        );
}
