using System.Text.Json.Serialization;

namespace Measurement.Plans;

/// <summary>How many blocks a plan measures. Warm-up blocks come first and are labelled.</summary>
/// <param name="Slow">Which cells are slow, and how few blocks are enough for them; null: all cells are alike.</param>
/// <param name="WarmupSize">
/// The arguments of warm-up launches, where they differ from the plan's: small ones warm files,
/// caches and engines, too.
/// </param>
public sealed record Blocks(
    int Warmup = 1,
    int Min = 10,
    int Max = 30,
    SlowCells? Slow = null,
    string? WarmupSize = null
)
{
    /// <summary>The number of blocks in words: 10, or 10 to 30.</summary>
    [JsonIgnore]
    public string Count => Min == Max ? $"{Min}" : $"{Min} to {Max}";
}

/// <summary>A cell whose median launch takes longer than these seconds leaves after so many measured blocks.</summary>
public sealed record SlowCells(double AfterS, int Blocks);

/// <summary>How programs are measured on targets that are far from native's speed.</summary>
/// <param name="TimeoutS">A launch that still runs after this time is killed and kept as a lower bound.</param>
public sealed record Once(double TimeoutS);

/// <summary>What to run: workloads on targets on a host. It fixes beforehand when measuring stops.</summary>
public sealed partial record Plan
{
    public required string Name { get; init; }

    /// <summary>Which arguments each workload gets: a name under <c>sizes</c> in its workload.json.</summary>
    public required string Size { get; init; }

    /// <summary>Workload names; empty means all that have the size.</summary>
    public IReadOnlyList<string> Workloads { get; init; } = [];

    /// <summary>Target names; empty means every target that is available.</summary>
    public IReadOnlyList<string> Targets { get; init; } = [];

    /// <summary>Names of targets that are left out where <see cref="Targets"/> is empty.</summary>
    public IReadOnlyList<string> Without { get; init; } = [];

    /// <summary>
    /// Whether no target names mean the baseline and the targets that are far from native's speed, and not every target.
    /// </summary>
    public bool OnlyFarFromNative { get; init; }

    /// <summary>The target that ratios compare with. The precision goal is about the ratios to it.</summary>
    public string Baseline { get; init; } = "native";
    public Blocks Blocks { get; init; } = new();

    /// <summary>A launch that still runs after this time is killed and kept as a lower bound.</summary>
    public double TimeoutS { get; init; } = 100;

    /// <summary>
    /// On targets that are far from native's speed, programs are launched in the first measured block alone, with the
    /// time limit given here. Programs that only start are launched in every block, since a start is short everywhere;
    /// they get that time limit, too. Null: all targets are measured alike.
    /// </summary>
    public Once? Once { get; init; }

    /// <summary>
    /// A cell is left out of later blocks once the interval of its ratio has this half-width, relative to the ratio.
    /// Null: every cell is measured in <see cref="Blocks.Max"/> blocks.
    /// </summary>
    public double? Precision { get; init; }
    public double Confidence { get; init; } = 0.95;

    /// <summary>No new block begins that would end after this time; null: no limit.</summary>
    public double? BudgetS { get; init; }

    /// <summary>
    /// Whether the budget grows where it is too short for the blocks that an interval needs. A budget that a user gave
    /// does not grow: it is kept, and the user is told which budget would be enough.
    /// </summary>
    public bool BudgetGrows { get; init; }

    /// <summary>For the order and the padding of each block; null: it is drawn when the run begins.</summary>
    public ulong? Seed { get; init; }

    public Phase PhaseOf(int block) => block < Blocks.Warmup ? Phase.Warmup : Phase.Measured;

    public string SizeOf(Phase phase) => phase == Phase.Warmup ? Blocks.WarmupSize ?? Size : Size;

    /// <summary>A built-in plan by its name, or the plan in a JSON file.</summary>
    public static Plan Named(string nameOrFile)
    {
        if (BuiltIn.FirstOrDefault(plan => plan.Name == nameOrFile) is { } plan)
        {
            return plan;
        }
        if (!File.Exists(nameOrFile))
        {
            throw new UsageException(
                $"No plan '{nameOrFile}': give {string.Join(", ", BuiltInNames)} or the path of a plan file."
            );
        }
        return Json.Read<Plan>(nameOrFile).Checked(nameOrFile);
    }

    /// <exception cref="UsageException">A value is out of range; the message says what is allowed.</exception>
    public Plan Checked(string where)
    {
        (bool Wrong, string Sentence)[] rules =
        [
            // The name becomes part of the names of a folder and of containers.
            (
                Name.Length is 0 or > 40 || !Name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-'),
                "name must be made of letters, digits and dashes, at most 40"
            ),
            (Blocks.Warmup < 0, "blocks.warmup must be 0 or more"),
            (Blocks.Min < 1, "blocks.min must be 1 or more"),
            (Blocks.Max < Blocks.Min, "blocks.max must not be below blocks.min"),
            (
                Blocks.Slow is { AfterS: <= 0 } or { Blocks: < 1 },
                "blocks.slow needs after_s above 0 and blocks of 1 or more"
            ),
            (TimeoutS is not (> 0 and <= 86_400), "timeout_s must be above 0 and at most 86400"),
            (
                Once is { } once && !(once.TimeoutS > 0 && once.TimeoutS <= TimeoutS),
                "once.timeout_s must be above 0 and at most timeout_s"
            ),
            (
                OnlyFarFromNative && Targets.Count > 0,
                "only_far_from_native chooses the targets: leave it or targets out"
            ),
            (Without.Count > 0 && Targets.Count > 0, "without leaves targets out of all: leave it or targets out"),
            (Without.Contains(Baseline), "without must not name the baseline"),
            (Precision is <= 0 or >= 1 or double.NaN, "precision must lie between 0 and 1 (0.02 is 2%)"),
            (Confidence is not (> 0.5 and < 1), "confidence must lie between 0.5 and 1 (0.95 is 95%)"),
            (BudgetS is not (null or > 0), "budget_s must be above 0"),
        ];
        var wrong = rules.FirstOrDefault(rule => rule.Wrong).Sentence;
        return wrong is null ? this : throw new UsageException($"{where}: {wrong}.");
    }
}
