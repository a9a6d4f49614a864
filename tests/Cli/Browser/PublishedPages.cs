using Analysis.Exploring;
using Measurement.Journals;
using Notebooks.Publishing;

namespace Cli.Tests;

/// <summary>The report of the notebooks as they are committed, with the explorer of the runs of this checkout.</summary>
public sealed class PublishedPages : IDisposable
{
    private readonly Workplace _here = new();

    public PublishedPages()
    {
        var exploration = Exploration.Of(new RunStore(Workplace.Checkout));
        Publisher.Publish(
            [.. Directory.EnumerateFiles(Workplace.Checkout.Notebooks, "*.ipynb").Order(StringComparer.Ordinal)],
            Folder,
            new Site("The report", Path.Combine(Workplace.Checkout.Root, "data"), "Anyone may use it.", "version 1"),
            earlier: null,
            Explorer(exploration)
        );
    }

    public string Folder => Path.Combine(_here.Folder, "site");

    public IEnumerable<string> All => Directory.EnumerateFiles(Folder, "*.html").Order(StringComparer.Ordinal);

    public void Dispose() => _here.Dispose();

    private static ScriptedPage Explorer(Exploration exploration) =>
        new(
            ExplorerPage.FileName,
            ExplorerPage.Title,
            ExplorerPage.Lead,
            ExplorerPage.Body(exploration),
            ExplorerPage.Style,
            ExplorerPage.Script
        )
        {
            Files = [(ExplorerPage.NumbersFile, exploration.Csv)],
        };
}
