using System.CommandLine;
using Analysis.Exploring;
using Measurement;
using Measurement.Collecting;
using Measurement.Hosts;
using Measurement.Journals;
using Measurement.Plans;
using Notebooks.Publishing;

namespace Cli;

internal sealed class ReportVerb : Verb
{
    private const string Title = "WebAssembly and containers, measured";

    private readonly Option<bool> _refresh = new("--refresh") { Description = "Measure a new run first" };
    private readonly Option<bool> _force = new("--force")
    {
        Description = "Execute notebooks again whose data and code have not changed",
    };
    private readonly Option<bool> _pdf = new("--pdf") { Description = "Print every page to PDF too, by Chromium" };
    private readonly Option<string> _output = new("--out")
    {
        Description = "The folder to write to",
        DefaultValueFactory = _ => Path.Combine(Repository.Find().Root, "report"),
        HelpName = "FOLDER",
    };

    public override Command Command
    {
        get
        {
            var command = new Command(
                "report",
                """
                Measures the headline plan if this host has no such run, executes the notebooks, writes report/index.html.

                The notebooks themselves stay as they are: they are executed on copies in the output folder.
                """
            )
            {
                _refresh,
                _force,
                _pdf,
                _output,
            };
            Act(command, ReportAsync);
            return command;
        }
    }

    private async Task<int> ReportAsync(ParseResult parsed, Cancellation cancellation)
    {
        var repository = Repository.Find();
        var output = Writable("--out", parsed.GetValue(_output)!);
        var chromium = parsed.GetValue(_pdf) ? Chromium.Find() : null;
        await using var alone = Alone(output);
        var store = new RunStore(repository);
        DamagedRuns.Tell(store);
        var complete = await MeasureIfNeededAsync(repository, store, parsed.GetValue(_refresh), cancellation);
        var fingerprint = new Fingerprint(repository);
        using var places = new SemaphoreSlim(Environment.ProcessorCount);
        var executed = await Task.WhenAll(
            Directory
                .EnumerateFiles(repository.Notebooks, "*.ipynb")
                .Order(StringComparer.Ordinal)
                .Select(async notebook =>
                {
                    await places.WaitAsync(cancellation.Stop);
                    try
                    {
                        var copy = Path.Combine(output, "notebooks", Path.GetFileName(notebook));
                        var key = fingerprint.Of(notebook);
                        return (
                            copy,
                            Made: await ExecuteAsync(notebook, copy, key, parsed.GetValue(_force), cancellation)
                        );
                    }
                    finally
                    {
                        places.Release();
                    }
                })
        );
        cancellation.Stop.ThrowIfCancellationRequested();
        string[] copies = [.. executed.Select(each => each.copy).Where(File.Exists)];
        var index = Publisher.Publish(
            copies,
            output,
            await SiteAsync(repository, cancellation.Stop),
            [.. executed.Where(each => each.Made == Made.Earlier).Select(each => each.copy)],
            Explorer(store)
        );
        var pages = copies.Select(copy => Path.Combine(output, Path.GetFileNameWithoutExtension(copy) + ".html"));
        foreach (var page in chromium is null ? [] : pages.Append(index).Where(File.Exists))
        {
            await Chromium.PrintAsync(chromium!, page, Path.ChangeExtension(page, ".pdf"), cancellation.Stop);
        }
        Console.WriteLine(index);
        return complete && executed.All(each => each.Made == Made.Now) ? 0 : 1;
    }

    /// <summary>Two reports in one folder would each replace the other's pages.</summary>
    /// <exception cref="MeasurementException">Another report is being written there.</exception>
    private static FileStream Alone(string output) =>
        FileLock.TryMake(Path.Combine(output, FileLock.Name))
        ?? throw new MeasurementException(
            $"Another report is being written to {output}: wait for its end, or choose another folder by --out."
        );

    /// <summary>The explorer page; its numbers are also written as CSV, for other tools.</summary>
    private static ScriptedPage Explorer(RunStore store)
    {
        var exploration = Exploration.Of(store);
        return new(
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

    private static async Task<Site> SiteAsync(Repository repository, CancellationToken cancel) =>
        new(
            Title,
            Path.Combine(repository.Root, "data"),
            "They may be used by anyone under the MIT licence.",
            $"version {typeof(Program).Assembly.GetName().Version!.ToString(3)}, commit {await Git.CommitAsync(repository.Root, cancel)}",
            await Git.AddressAsync(repository.Root, cancel)
        );

    private static async Task<bool> MeasureIfNeededAsync(
        Repository repository,
        RunStore store,
        bool refresh,
        Cancellation cancellation
    )
    {
        var needs = Needs.OfReport(repository);
        if (!refresh && store.OfHere(needs) is not null)
        {
            return true;
        }
        Console.WriteLine(refresh ? "Measuring a new run." : $"{store.WhyNoneOfHere(needs)}: measuring one.");
        var outcome = await Collection.StartAsync(new LocalHost(repository), Plan.Headline, cancellation);
        cancellation.Stop.ThrowIfCancellationRequested();
        return outcome.Faults == 0;
    }

    /// <summary>What a copy of a notebook shows.</summary>
    private enum Made
    {
        /// <summary>The notebook, executed to its end on the runs and code of now.</summary>
        Now,

        /// <summary>What it showed before: executing it failed now.</summary>
        Earlier,

        /// <summary>How far it came: it was never executed to its end.</summary>
        Partly,
    }

    private static async Task<Made> ExecuteAsync(
        string notebook,
        string copy,
        string key,
        bool force,
        Cancellation cancellation
    )
    {
        var known = $"{copy}.key";
        if (!force && File.Exists(copy) && File.Exists(known) && await File.ReadAllTextAsync(known) == key)
        {
            Console.WriteLine($"{Path.GetFileName(notebook)}: unchanged");
            return Made.Now;
        }
        Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
        // Only a copy that was executed to its end has a key.
        var wasGood = File.Exists(copy) && File.Exists(known);
        var executed = $"{copy}.new";
        try
        {
            if (await RunVerb.ExecuteAsync(notebook, executed, new Dictionary<string, string>(), cancellation))
            {
                File.Delete(known);
                File.Move(executed, copy, overwrite: true);
                await File.WriteAllTextAsync(known, key);
                return Made.Now;
            }
            if (wasGood)
            {
                return Made.Earlier;
            }
            if (File.Exists(executed))
            {
                File.Move(executed, copy, overwrite: true);
            }
            return Made.Partly;
        }
        finally
        {
            File.Delete(executed);
        }
    }
}
