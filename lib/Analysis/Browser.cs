using Analysis.Content;
using Analysis.Estimates;
using Measurement;
using Measurement.Frames;
using Measurement.Trials;

namespace Analysis;

/// <summary>What modules printed in a browser.</summary>
public sealed class Browser
{
    private readonly IReadOnlyList<BrowserRun> _runs;

    private Browser(IReadOnlyList<BrowserRun> runs) => _runs = runs;

    /// <param name="again">Whether to run them again on this machine first, which replaces what was recorded.</param>
    /// <param name="progress">Told what is being run.</param>
    /// <exception cref="MeasurementException">Nothing is recorded, or the browser or its shim is missing.</exception>
    public static Browser Open(bool again, Action<string> progress)
    {
        var browser = new BrowserRuns(Repository.Find());
        return new(
            again ? browser.RecordAsync(progress, CancellationToken.None).GetAwaiter().GetResult() : browser.Recorded()
        );
    }

    /// <summary>One row a program.</summary>
    public Table Table =>
        new(
            "browser",
            $"In {_runs[0].Browser}, {_runs.Count(run => run.Same)} of {_runs.Count} modules printed what they print everywhere",
            [
                Column.Text("Program"),
                Column.Text("Arguments"),
                new("module, SHA-256", Numeric: false, Name: "module_sha256"),
                new("output", Name: "stdout_bytes"),
                Column.Text("the same"),
            ],
            [
                .. _runs.Select(run => new Row([
                    new(run.Program),
                    new(run.Arguments),
                    new(run.ModuleSha256[..12]),
                    TableCell.Of(Estimator.Exact(run.StdoutBytes, Unit.Bytes)),
                    new(run.Same ? "yes" : "no"),
                ])),
            ],
            [$"WASI by {_runs[0].Shim}, on {_runs[0].Machine}. V8 is the engine, with its own two tiers."]
        );
}
