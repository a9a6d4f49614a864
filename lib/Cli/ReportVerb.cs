using System.CommandLine;
using Measurement;
using Notebooks;

namespace Cli;

internal sealed class ReportVerb : Verb
{
    private const string Title = "WebAssembly and containers, measured";

    public override Command Command
    {
        get
        {
            var refresh = new Option<bool>("--refresh") { Description = "Measure a new run first" };
            var output = new Option<string>("--out")
            {
                Description = "The folder to write to",
                DefaultValueFactory = _ => Path.Combine(Repository.Find().Root, "report"),
                HelpName = "FOLDER",
            };
            var command = new Command(
                "report",
                """
                Measures the headline plan if this host has no such run, executes the notebooks, writes report/index.html.

                The notebooks themselves stay as they are: they are executed on copies in the output folder.
                """
            )
            {
                refresh,
                output,
            };
            Act(
                command,
                (parsed, cancellation) => ReportAsync(parsed.GetValue(refresh), parsed.GetValue(output)!, cancellation)
            );
            return command;
        }
    }

    private static async Task<int> ReportAsync(bool refresh, string output, Cancellation cancellation)
    {
        var repository = Repository.Find();
        var complete = true;
        if (refresh || new RunStore(repository).NewestLocal(Needs.OfReport(repository)) is null)
        {
            Console.WriteLine(refresh ? "Measuring a new run." : "No run of this host yet: measuring one.");
            var outcome = await Collection.StartAsync(repository, Plan.Headline, cancellation);
            cancellation.Stop.ThrowIfCancellationRequested();
            complete = outcome.Faults == 0;
        }
        var executed = new List<string>();
        foreach (
            var notebook in Directory.EnumerateFiles(repository.Notebooks, "*.ipynb").Order(StringComparer.Ordinal)
        )
        {
            var copy = Path.Combine(output, "notebooks", Path.GetFileName(notebook));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            complete &= await RunVerb.ExecuteAsync(notebook, copy, new Dictionary<string, string>(), cancellation);
            cancellation.Stop.ThrowIfCancellationRequested();
            executed.Add(copy);
        }
        Console.WriteLine(Publisher.Publish([.. executed.Where(File.Exists)], output, Title));
        return complete ? 0 : 1;
    }
}
