using System.Globalization;
using Measurement.Hosts;
using Measurement.Plans;
using Measurement.Probing;
using Measurement.Targets;

namespace Measurement.Trials;

/// <summary>How often a program on a target called the system: a line of <c>data/trials/system-calls.csv</c>.</summary>
public sealed record SystemCallCount
{
    public required DateTimeOffset At { get; init; }

    /// <summary>System, kernel and architecture of the machine.</summary>
    public required string Machine { get; init; }
    public required string Target { get; init; }

    /// <summary>The target's version.</summary>
    public required string Version { get; init; }
    public required string Workload { get; init; }

    /// <summary>Calls that write, to whatever.</summary>
    public required long Writes { get; init; }

    /// <summary>All calls, those of the runtime included.</summary>
    public required long Calls { get; init; }
}

/// <summary>Counts the system calls of programs that print much, with strace. A count needs no interval.</summary>
internal sealed class SystemCalls(Repository repository)
{
    private static readonly HashSet<string> Writing = ["write", "writev", "pwrite64", "pwritev", "pwritev2", "sendto"];

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Recording<SystemCallCount> _recording = new(repository, "system-calls.csv");

    /// <summary>What was recorded last.</summary>
    public IReadOnlyList<SystemCallCount> Recorded() => _recording.Read();

    /// <summary>Counts on this machine once more, and keeps the counts.</summary>
    /// <param name="report">Told which target is looked at.</param>
    /// <exception cref="MeasurementException">strace is missing, or failed; the message says what to do.</exception>
    public async Task<IReadOnlyList<SystemCallCount>> RecordAsync(Action<string> report, CancellationToken cancel)
    {
        List<SystemCallCount> counts = [];
        foreach (var target in Target.All.Where(each => Plan.Writes.Targets.Contains(each.Name) && !each.Container))
        {
            report($"Counting the system calls of {target.Name}");
            counts.AddRange(await CountAsync(target, cancel));
        }
        return await _recording.KeepAsync(counts, cancel);
    }

    /// <summary>The counts of one target; nothing where it is not available.</summary>
    public async Task<IReadOnlyList<SystemCallCount>> CountAsync(Target target, CancellationToken cancel)
    {
        var strace =
            Tool.OnPath("strace") ?? throw new MeasurementException("No strace on PATH: apt-get install strace.");
        var host = new LocalHost(repository);
        if (await target.FindAsync(host, cancel) is not { Found: { } found })
        {
            return [];
        }
        var run = $"trial-{Guid.NewGuid():N}";
        var file = Path.GetTempFileName();
        await using var probe = Probe.Start(host.Built.Probe);
        try
        {
            List<SystemCallCount> counts = [];
            foreach (
                var workload in Workload
                    .All(repository)
                    .Where(each => each.Suite.StartsWith("fasta-", StringComparison.Ordinal))
            )
            {
                var prepared = await target.PrepareAsync(found, workload, new Workbench(host, probe, run), cancel);
                var command = target.Command(found, prepared, workload.ArgumentsOf(Plan.Writes.Size), run);
                var (ok, said) = await Tool.AskAsync(
                    strace,
                    ["--follow-forks", "--summary-only", "--summary-columns=calls,name", "--output", file, .. command],
                    cancel,
                    Patience
                );
                if (!ok)
                {
                    throw new MeasurementException($"strace failed on {target.Name}: {said}");
                }
                var calls = Parse(await File.ReadAllLinesAsync(file, cancel));
                counts.Add(
                    new SystemCallCount
                    {
                        At = Clock.UtcNow,
                        Machine = $"{host.Facts.System}, Linux {host.Facts.Kernel}, {host.Architecture}",
                        Target = target.Name,
                        Version = found.Version,
                        Workload = workload.Name,
                        Writes = calls.Where(call => Writing.Contains(call.Name)).Sum(call => call.Count),
                        Calls = calls.Sum(call => call.Count),
                    }
                );
            }
            return counts;
        }
        finally
        {
            File.Delete(file);
            await target.CleanUpAsync(run);
        }
    }

    /// <summary>The lines of strace's table that have a count and a name; its last one is the total.</summary>
    private static List<(string Name, long Count)> Parse(IEnumerable<string> lines) =>
        [
            .. from line in lines
            let words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            where
                words.Length == 2 && words[1] != "total" && long.TryParse(words[0], CultureInfo.InvariantCulture, out _)
            select (words[1], long.Parse(words[0], CultureInfo.InvariantCulture)),
        ];
}
