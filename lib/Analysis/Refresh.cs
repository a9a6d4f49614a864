using System.Net;
using Analysis.Estimates;
using Measurement;
using Measurement.Collecting;
using Measurement.Frames;
using Measurement.Hosts;
using Measurement.Plans;
using Microsoft.AspNetCore.Html;

namespace Analysis;

/// <summary>Gives a notebook fresh data: measures on this machine now, and shows the progress.</summary>
public static class Refresh
{
    private static readonly TimeSpan BetweenUpdates = TimeSpan.FromMilliseconds(250);

    /// <summary>Whether a notebook's parameter asks for fresh data.</summary>
    public static bool IsWanted(bool refresh) => refresh;

    /// <summary>The same for a parameter that a tool handed over as text, as papermill does.</summary>
    /// <exception cref="UsageException">It is neither true nor false.</exception>
    public static bool IsWanted(string refresh) =>
        bool.TryParse(refresh, out var wanted)
            ? wanted
            : throw new UsageException($"The parameter refresh is true or false, not '{refresh}'.");

    /// <summary>
    /// Measures a plan. Interrupting the cell ends the measurement in order: the launch in flight is killed, containers
    /// are removed, and every completed sample is kept.
    /// </summary>
    /// <param name="plan">A built-in plan's name, or a plan file.</param>
    /// <param name="show">
    /// Shows something in place of what it showed before: <c>"".DisplayAs("text/html").Update</c>.
    /// </param>
    /// <param name="host">Where: <c>local</c>, <c>arm64-vm</c> or <c>ssh://user@machine</c>.</param>
    /// <returns>The run's id.</returns>
    public static string Measure(string plan, Action<object> show, string host = LocalHost.LocalName)
    {
        using var stop = new CancellationTokenSource();
        var shown = long.MinValue;
        var messages = new List<string>();
        // Not on the cell's own thread: an interrupt aborts that thread, and the collection has to end in order.
        var seed = (ulong)Random.Shared.NextInt64();
        var collecting = Task.Run(CollectAsync);
        try
        {
            var outcome = collecting.GetAwaiter().GetResult();
            show(Html($"<p>{WebUtility.HtmlEncode(outcome.ToString())}</p>", messages));
            return outcome.Run.Id;
        }
        finally
        {
            if (!collecting.IsCompleted)
            {
                stop.Cancel();
                // WaitAny does not throw: an exception of the collection would hide the one that ends this method.
                Task.WaitAny(collecting);
                if (collecting.IsCompletedSuccessfully)
                {
                    show(Html(Kept(collecting.Result), messages));
                }
            }
        }

        async Task<Outcome> CollectAsync()
        {
            await using var machine = await Host.OpenAsync(host, Repository.Find(), stop.Token);
            var collector = new Collector(machine, new IntervalPrecision(), Show);
            return await collector.CollectAsync(Plan.Named(plan), seed, stop.Token, stop.Token);
        }

        void Show(CollectionProgress progress)
        {
            if ((progress.Forecast ?? progress.Message) is { } message)
            {
                messages.Add(message);
            }
            else if (shown != long.MinValue && Clock.Since(shown) < BetweenUpdates)
            {
                return;
            }
            shown = Clock.MonotonicNs;
            show(Html(Bar(progress), messages));
        }
    }

    /// <summary>One line of fixed height: how far it is, and the launch that ended last or runs now.</summary>
    private static string Bar(CollectionProgress progress)
    {
        var share = progress.Remaining is { } left ? progress.Elapsed / (progress.Elapsed + left) : 0;
        var launch =
            progress.Last is { } sample ? $": {sample.Cell} took {Numbers.Text(sample.WallNs, Unit.Nanoseconds)}"
            : progress.Count > 0 && progress.Cell is { } cell ? $": {cell} is running"
            : "";
        return $"""<p style="white-space:nowrap;overflow:hidden;text-overflow:ellipsis"><progress max="1" value="{Csv.Number(share)}"></progress> {WebUtility.HtmlEncode(progress.Place + launch)}</p>""";
    }

    /// <summary>What an interrupted measurement leaves, how to look at it and how to go on.</summary>
    private static string Kept(Outcome outcome) =>
        $"""
            <p>Interrupted: every completed launch is kept, {outcome.MeasuredBlocks} whole block{(
                outcome.MeasuredBlocks == 1 ? "" : "s"
            )} so far. To go on, run <code>./analysis collect --resume {outcome.Run.Id}</code> in a terminal.
            To look at what there is, set <code>runs = "{outcome.Run.Id}"</code> and <code>refresh = false</code> above, and run the cells.</p>
            """;

    private static HtmlString Html(string bar, IEnumerable<string> messages) =>
        new(string.Concat(messages.Select(message => $"<p>{WebUtility.HtmlEncode(message)}</p>").Append(bar)));
}
