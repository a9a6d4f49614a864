using Measurement.Hosts;
using Measurement.Plans;
using Measurement.Probing;
using Measurement.Targets;

namespace Measurement.Trials;

/// <summary>
/// What each target allows a program that was granted little. The program is <c>workloads/sandbox</c>; a target is told
/// what to grant by its own options, as a user would tell it.
/// </summary>
internal sealed class SandboxTrials(Repository repository)
{
    private const string Program = "sandbox";

    private readonly Recording<Trial> _recording = new(repository, "sandbox.csv");

    /// <summary>What was recorded last.</summary>
    public IReadOnlyList<Trial> Recorded() => _recording.Read();

    /// <summary>Tries everything on every target of this machine, and keeps the outcomes.</summary>
    /// <param name="report">Told which target is tried.</param>
    public async Task<IReadOnlyList<Trial>> RecordAsync(Action<string> report, CancellationToken cancel)
    {
        List<Trial> trials = [];
        foreach (var runtime in Target.All.Where(each => each.Granting is not null).GroupBy(RuntimeOf))
        {
            // The modes of a runtime share its sandbox: the first that is available stands for all.
            foreach (var target in runtime)
            {
                report($"Trying {target.Name}");
                if (await TryAsync(target, cancel) is { Count: > 0 } tried)
                {
                    trials.AddRange(tried);
                    break;
                }
            }
        }
        return await _recording.KeepAsync(trials, cancel);
    }

    private static string RuntimeOf(Target target) =>
        target.Container ? $"{target.Runtime} in a container" : target.Runtime;

    /// <summary>Every attempt on one target; nothing where it is not available, or can grant nothing.</summary>
    public async Task<IReadOnlyList<Trial>> TryAsync(Target target, CancellationToken cancel)
    {
        var host = new LocalHost(repository);
        if (target.Granting is null || await target.FindAsync(host, cancel) is not { Found: { } found })
        {
            return [];
        }
        var workload = Workload.All(repository).Single(each => each.Name == Program);
        var run = $"trial-{Guid.NewGuid():N}";
        await using var probe = Probe.Start(host.Built.Probe);
        try
        {
            var prepared = await target.PrepareAsync(found, workload, new Workbench(host, probe, run), cancel);
            using var folder = new SandboxFolder();
            List<Trial> trials = [];
            foreach (var attempt in Attempt.All)
            {
                trials.Add(
                    await TryAsync(host, target, found, prepared, folder, attempt, $"{run}.{attempt.Name}", cancel)
                );
            }
            return trials;
        }
        finally
        {
            await target.CleanUpAsync(run);
        }
    }

    private static async Task<Trial> TryAsync(
        LocalHost host,
        Target target,
        Found found,
        Prepared prepared,
        SandboxFolder folder,
        Attempt attempt,
        string launch,
        CancellationToken cancel
    )
    {
        var grants = folder.GrantsFor(attempt);
        var lack = target.Granting!.Lack(grants);
        var command = lack is null ? target.Command(found, prepared, attempt.Arguments(folder), launch, grants) : [];
        var (ok, said) = lack is null
            ? await host.AskAsync(
                "env",
                [$"{SandboxFolder.Declared}=1", $"{SandboxFolder.Undeclared}=1", .. command],
                cancel
            )
            : (false, lack);
        var (outcome, reason) = Read(attempt, lack is null, ok, said);
        return new Trial
        {
            At = Clock.UtcNow,
            Machine = $"{host.Facts.System}, Linux {host.Facts.Kernel}, {host.Architecture}",
            Target = target.Name,
            Version = found.Version,
            Attempt = attempt.Name,
            Outcome = outcome,
            Reason = Shown(reason),
            Command = Shown(string.Join(' ', command.Select(Quoted))),
        };

        // What differs from one machine, user and launch to the next.
        string Shown(string text) =>
            OwnPaths
                .Shortened(text.Replace(folder.Path, "FOLDER", StringComparison.Ordinal), host.Repository)
                .Replace(launch.Split('.')[0], "RUN", StringComparison.Ordinal);
    }

    /// <summary>A word of a command line as a shell takes it, on one line.</summary>
    private static string Quoted(string word) =>
        word.Any(letter => char.IsWhiteSpace(letter) || letter is '\'' or '"' or '*' or '$')
            ? $"'{string.Join(' ', word.Split('\n', StringSplitOptions.TrimEntries)).Replace("'", @"'\''", StringComparison.Ordinal)}'"
            : word;

    private static (Outcome Outcome, string Reason) Read(Attempt attempt, bool tried, bool ok, string said)
    {
        const string denied = "denied: ";
        // What strerror says of ENOSYS. A runtime that says so of a call that there is has denied that call.
        const string notImplemented = denied + "Function not implemented";
        if (!tried)
        {
            return (Outcome.NoOption, said);
        }
        // A runtime's own messages may stand around the program's line.
        var lines = said.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var answer = lines.FirstOrDefault(line =>
            line == "allowed" || line.StartsWith(denied, StringComparison.Ordinal)
        );
        return answer switch
        {
            "allowed" => (Outcome.Allowed, ""),
            notImplemented when attempt.HasNoWasiCall => (Outcome.NoCall, notImplemented[denied.Length..]),
            not null => (Outcome.Denied, answer[denied.Length..]),
            // A program that is ended for the memory that it takes was denied it.
            null when !ok && attempt.MemoryMebibytes is not null => (Outcome.Denied, "the program was ended"),
            null => (Outcome.Failed, lines.FirstOrDefault("")),
        };
    }
}
