using Analysis.Content;
using Analysis.Tables;
using Measurement;
using Measurement.Trials;

namespace Analysis;

/// <summary>What each target allows a program that was granted little, as it was tried last.</summary>
public sealed class Sandbox
{
    private readonly IReadOnlyList<Trial> _trials;

    private Sandbox(IReadOnlyList<Trial> trials) => _trials = trials;

    /// <param name="again">Whether to try again on this machine first, which replaces what was recorded.</param>
    /// <param name="progress">Told what is being tried.</param>
    /// <exception cref="MeasurementException">Nothing is recorded, or a program is not built.</exception>
    public static Sandbox Open(bool again, Action<string> progress)
    {
        var trials = new SandboxTrials(Repository.Find());
        return new(
            again ? trials.RecordAsync(progress, CancellationToken.None).GetAwaiter().GetResult() : trials.Recorded()
        );
    }

    /// <summary>One row a target, one column an attempt.</summary>
    public Table Table => SandboxTable.Of(_trials);

    /// <summary>The exact command line of one attempt on each target.</summary>
    public Table Commands => SandboxTable.CommandsOf(_trials);
}
