using System.Text.Json.Serialization;

namespace Measurement.Plans;

/// <summary>
/// What a page has to know about a target. The target itself says it and <c>run.json</c> keeps it, so that nothing is
/// read out of a target's name.
/// </summary>
public record TargetFacts
{
    /// <summary>The place of families that no report has ordered. It comes after all other places.</summary>
    public const int LastPlace = 11;

    /// <summary>The packaging of a program of this repository that set-up builds over a runtime's library.</summary>
    internal const string BuiltBySetup = "built by setup";

    public required string Name { get; init; }

    /// <summary>What executes the program: <c>native</c> or a WebAssembly runtime, in a container or not.</summary>
    public required string Runtime { get; init; }
    public required Mode Mode { get; init; }

    /// <summary>Which of the runtime's compilers makes machine code; null where it makes none.</summary>
    public string? Compiler { get; init; }

    /// <summary>Whether the program runs in a container.</summary>
    public required bool Container { get; init; }

    /// <summary>The family. Targets of one family stand together and share a colour.</summary>
    public required string Family { get; init; }

    /// <summary>The family's place in every figure and table, which also decides its colour; 0 is native.</summary>
    public required int Place { get; init; }

    /// <summary>Whether programs run at about native's speed; null: the run was measured before that was recorded.</summary>
    public bool? NearNative { get; init; }

    /// <summary>Whether this is the baseline: the native program, on the machine itself.</summary>
    [JsonIgnore]
    public bool IsNative => Mode == Mode.Native && !Container;

    /// <summary>Whether this is a WebAssembly runtime on the machine itself.</summary>
    [JsonIgnore]
    public bool IsWasm => Mode != Mode.Native && !Container;

    /// <summary>The order of all figures and tables: native, runtimes by family and mode, containers alike.</summary>
    public static IReadOnlyList<T> InOrder<T>(IEnumerable<T> items, Func<T, TargetFacts> facts) =>
        [
            .. from item in items
            let target = facts(item)
            orderby target.Container, target.Mode != Mode.Native, target.Place, target.Family, target.Mode, target.Name
            select item,
        ];
}
