using Analysis.Estimates;
using Measurement.Frames;

namespace Analysis.Verdicts;

/// <summary>How the programs of a mean differ. A mean can be decided by one of them.</summary>
internal sealed class DifferingPrograms
{
    /// <summary>A mean that changes by more than this factor without one of its programs hangs on that program.</summary>
    public const double Much = 1.25;

    /// <param name="counted">Those that the mean is over. Where one of them was cut off, it is a bound.</param>
    public DifferingPrograms(
        Frame frame,
        IReadOnlyList<string> programs,
        IReadOnlyList<string> counted,
        Side above,
        Side below
    )
    {
        // One program of several is called more or less: each is judged at a level at which all hold together.
        var level = VerdictRule.LevelOfEach(Estimator.Confidence(frame), programs.Count);
        var found = programs
            .Select(program => Estimator.Ratio(frame, program, above, below, level))
            .OfType<Estimate>()
            .Select(ratio => Equivalence.Compare(ratio))
            .ToList();
        IsSplit = found.Contains(Difference.More) && found.Contains(Difference.Less);
        var finished = counted
            .Select(program => (Name: program, Ratio: Estimator.Ratio(frame, program, above, below)))
            .Where(program => program.Ratio is { Bound: Bound.None })
            .Select(program => (program.Name, Ratio: program.Ratio!))
            .OrderBy(program => program.Ratio.Value)
            .ToList();
        if (finished.Count < 3 || finished.Count < counted.Count)
        {
            return;
        }
        var mean = finished.Average(program => Math.Log(program.Ratio.Value));
        var (name, most) = finished.MaxBy(program => Math.Abs(Math.Log(program.Ratio.Value) - mean));
        var others = finished.Count - 1;
        var without = ((mean * finished.Count) - Math.Log(most.Value)) / others;
        var (first, last) = (finished[0], finished[^1]);
        Apart =
            Math.Abs(without - mean) > Math.Log(Much)
                ? $"on {name} alone it is {Numbers.Short(most)}, over the other {others} programs {Numbers.Text(Math.Exp(without), Unit.Ratio)}"
            : IsSplit
                ? $"from {Numbers.Short(first.Ratio)} on {first.Name} to {Numbers.Short(last.Ratio)} on {last.Name}"
            : "";
    }

    /// <summary>Whether one program clearly has more on one side and another on the other.</summary>
    public bool IsSplit { get; }

    /// <summary>
    /// The part of a sentence about the one program that the mean hangs on, or about how far the programs lie apart;
    /// empty: there is nothing to say.
    /// </summary>
    public string Apart { get; } = "";
}
