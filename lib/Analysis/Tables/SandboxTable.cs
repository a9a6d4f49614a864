using Analysis.Content;
using Measurement.Trials;

namespace Analysis.Tables;

/// <summary>What each target allowed a program that was granted little: one row a target, one column an attempt.</summary>
internal static class SandboxTable
{
    public static Table Of(IReadOnlyList<Trial> trials)
    {
        var attempts = Attempt.All;
        var targets = trials.Select(trial => trial.Target).Distinct().ToList();
        return new(
            "D1",
            Title(trials),
            [Column.Text("Target"), .. attempts.Select(attempt => Column.Text(attempt.Name))],
            [
                .. targets.Select(target => new Row([
                    new(target),
                    .. attempts.Select(attempt => new TableCell(
                        trials.FirstOrDefault(trial => trial.Target == target && trial.Attempt == attempt.Name)
                            is { } trial
                            ? Word(trial, attempt)
                            : "?"
                    )),
                ])),
            ],
            [
                $"What the program attempts: {string.Join("; ", attempts.Select(attempt => $"{attempt.Name}: {attempt.Words}"))}.",
                "yes: it was allowed; no: it was denied; no call: WASI preview 1 has no call for this, so nothing was attempted; -: the target has no option for it. An exclamation mark: not what was granted, or not allowed although it was.",
                .. trials
                    .Where(trial => trial.Outcome == Outcome.Failed)
                    .Select(trial => $"{trial.Target} did not run the attempt {trial.Attempt}: {trial.Reason}."),
            ]
        );
    }

    /// <summary>The exact command line of one attempt on each target: of the one that grants most.</summary>
    public static Table CommandsOf(IReadOnlyList<Trial> trials)
    {
        var longest = trials
            .GroupBy(trial => trial.Target)
            .Select(target => target.MaxBy(trial => trial.Command.Length)!)
            .ToList();
        return new(
            "D1-commands",
            "How a program is granted this: a command line of each target",
            [Column.Text("Target"), Column.Text("Command line")],
            [.. longest.Select(trial => new Row([new(trial.Target), new(trial.Command)]))],
            trials.Count == 0
                ? []
                :
                [
                    $"Tried on {trials[0].At:d MMMM yyyy} on {trials[0].Machine}. FOLDER is a temporary folder.",
                    $"Versions: {string.Join("; ", longest.Select(trial => $"{trial.Target} {trial.Version}"))}.",
                ]
        );
    }

    /// <summary>Which targets allowed what was not granted. A native program has no sandbox.</summary>
    private static string Title(IReadOnlyList<Trial> trials)
    {
        var sandboxed = trials.Where(trial => trial.Target != "native").ToList();
        var open = (
            from trial in sandboxed
            where trial.Outcome == Outcome.Allowed
            join attempt in Attempt.All on trial.Attempt equals attempt.Name
            where attempt.Expected == Outcome.Denied
            group attempt.Words by trial.Target into allowed
            select $"under {allowed.Key} a program {string.Join(" and ", allowed)}"
        ).ToList();
        var count = sandboxed.Select(trial => trial.Target).Distinct().Count();
        return open.Count == 0
            ? $"None of {count} sandboxes allows what was not granted"
            : $"{open.Count} of {count} sandboxes {(open.Count == 1 ? "allows" : "allow")} what was not granted: {string.Join("; ", open)}";
    }

    private static string Word(Trial trial, Attempt attempt)
    {
        var word = trial.Outcome switch
        {
            Outcome.Allowed => "yes",
            Outcome.Denied => "no",
            Outcome.NoCall => "no call",
            Outcome.NoOption => "-",
            _ => "failed",
        };
        return trial.Outcome is Outcome.Allowed or Outcome.Denied && trial.Outcome != attempt.Expected
            ? word + " !"
            : word;
    }
}
