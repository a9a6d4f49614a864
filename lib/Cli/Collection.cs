using Analysis.Estimates;
using Measurement;
using Measurement.Collecting;
using Measurement.Hosts;
using Measurement.Journals;
using Measurement.Plans;
using Spectre.Console;

namespace Cli;

/// <summary>A collection as the terminal shows it: a bar, the time left, problems, and how it ended.</summary>
internal static class Collection
{
    private const int BarWidth = 16;
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(5);

    public static Task<Outcome> StartAsync(Host host, Plan plan, Cancellation cancellation) =>
        ShowAsync(
            host,
            cancellation,
            collector =>
                collector.CollectAsync(plan, (ulong)Random.Shared.NextInt64(), cancellation.Stop, cancellation.Kill)
        );

    public static Task<Outcome> ResumeAsync(Host host, RunFolder run, Cancellation cancellation) =>
        ShowAsync(host, cancellation, collector => collector.ResumeAsync(run, cancellation.Stop, cancellation.Kill));

    private static async Task<Outcome> ShowAsync(
        Host host,
        Cancellation cancellation,
        Func<Collector, Task<Outcome>> collect
    )
    {
        var outcome = AnsiConsole.Profile.Capabilities.Interactive
            ? await BarAsync(host, cancellation, collect)
            : await LinesAsync(host, cancellation, collect);
        AnsiConsole.MarkupLineInterpolated($"{outcome}\n[grey]{outcome.Run.Path}[/]");
        return outcome;
    }

    private static Task<Outcome> BarAsync(
        Host host,
        Cancellation cancellation,
        Func<Collector, Task<Outcome>> collect
    ) =>
        AnsiConsole
            .Progress()
            .Columns(
                new ProgressBarColumn { Width = BarWidth },
                new PercentageColumn(),
                new TaskDescriptionColumn { Alignment = Justify.Left }
            )
            .AutoClear(true)
            .StartAsync(context =>
            {
                var bar = context.AddTask("looking for targets", maxValue: 1);
                cancellation.Stopping = () =>
                    AnsiConsole.MarkupLine("[yellow]Finishing the launch in flight; Ctrl-C again ends it.[/]");
                return collect(
                    new Collector(
                        host,
                        new IntervalPrecision(),
                        progress =>
                        {
                            if (progress.Forecast is { } forecast)
                            {
                                AnsiConsole.MarkupLineInterpolated($"{forecast}");
                            }
                            if (progress.Message is { } message)
                            {
                                AnsiConsole.MarkupLineInterpolated($"[yellow]{message}[/]");
                            }
                            bar.Description = Markup.Escape(Fitted(progress.ToString()));
                            bar.Value = progress.Remaining is { } left
                                ? progress.Elapsed / (progress.Elapsed + left)
                                : 0;
                        }
                    )
                );
            });

    /// <summary>Cut to the space that bar and percentage leave on the line: the columns fold longer text.</summary>
    private static string Fitted(string text)
    {
        var room = Math.Max(0, AnsiConsole.Profile.Width - BarWidth - 10);
        return text.Length <= room ? text : text[..room];
    }

    /// <summary>Output for logs: a line for each block, now and then one about preparing, and every message.</summary>
    private static Task<Outcome> LinesAsync(
        Host host,
        Cancellation cancellation,
        Func<Collector, Task<Outcome>> collect
    )
    {
        var (block, prepared) = (-1, long.MinValue);
        cancellation.Stopping = () =>
            Console.Error.WriteLine("Finishing the launch in flight; a second signal ends it.");
        return collect(
            new Collector(
                host,
                new IntervalPrecision(),
                progress =>
                {
                    if (progress.Forecast is { } forecast)
                    {
                        Console.WriteLine(forecast);
                    }
                    if (progress.Message is { } message)
                    {
                        Console.Error.WriteLine(message);
                    }
                    if (progress.Count > 0 && progress.Block > block)
                    {
                        block = progress.Block;
                        Console.WriteLine(progress);
                    }
                    else if (
                        progress is { Count: 0, Cell: not null }
                        && (prepared == long.MinValue || Clock.Since(prepared) > BetweenLines)
                    )
                    {
                        prepared = Clock.MonotonicNs;
                        Console.WriteLine(progress);
                    }
                }
            )
        );
    }
}
