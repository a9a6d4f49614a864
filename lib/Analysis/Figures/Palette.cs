using Measurement.Plans;
using ScottPlot;

namespace Analysis;

/// <summary>
/// How a target looks in every figure: colour is the runtime (Okabe and Ito's colours, and four more where those end), the marker is the mode. All of it
/// follows from the target's name, so that a new target needs no entry: <c>[docker-]runtime[-compiler][-mode]</c>. A
/// runtime's compilers share its colour and are told apart by their labels; a runtime without a colour is grey.
/// </summary>
public sealed record Look(Color Color, MarkerShape Shape, bool Filled);

public static class Palette
{
    public static Color Ink { get; } = Color.FromHex("#1a1a1a");
    public static Color Grey { get; } = Color.FromHex("#595959");
    public static Color Faint { get; } = Color.FromHex("#b3b3b3");
    public static Color Claimed { get; } = Color.FromHex("#dcdcdc");
    public static Color Rule { get; } = Color.FromHex("#e6e6e6");

    /// <summary>Runtimes in the report's order. A container of a native program has a colour of its own.</summary>
    private static readonly (string Runtime, string Hex)[] Runtimes =
    [
        ("native", "#000000"),
        ("wasmtime", "#0072B2"),
        ("wasmedge", "#E69F00"),
        ("wasmer", "#CC79A7"),
        ("wamr", "#009E73"),
        ("wazero", "#56B4E9"),
        ("wasmi", "#8C6D1F"),
        ("node", "#B8A800"),
        ("wasm2c", "#332288"),
        ("wabt", "#882255"),
        ("docker", "#D55E00"),
    ];

    public static IReadOnlyList<Mode> Modes { get; } = [Mode.Interpreter, Mode.Jit, Mode.Aot];

    public static bool IsContainer(string target) => target.StartsWith("docker-", StringComparison.Ordinal);

    public static bool IsNative(string target) => target == "native";

    public static bool IsWasm(string target) => !IsNative(target) && !IsContainer(target);

    /// <summary>The targets in the order of every figure and table: native, runtimes by family and mode, containers.</summary>
    public static IReadOnlyList<string> Sort(IEnumerable<string> targets) =>
        [
            .. targets
                .Distinct()
                .OrderBy(IsContainer)
                .ThenBy(target => Family(target) is var family && family < 0 ? Runtimes.Length : family)
                .ThenBy(ModeOf)
                .ThenBy(target => target, StringComparer.Ordinal),
        ];

    /// <summary>
    /// What the name ends in; compiling at every start where it says nothing, as node and wazero's compiler do.
    /// </summary>
    public static Mode ModeOf(string target) =>
        IsNative(target) ? Mode.Native
        : target.EndsWith("-aot", StringComparison.Ordinal) ? Mode.Aot
        : target.EndsWith("-interpreter", StringComparison.Ordinal) ? Mode.Interpreter
        : Mode.Jit;

    /// <summary>The runtime that a target belongs to, in the order of <see cref="Sort"/>: targets of one stand together.</summary>
    public static bool SameRuntime(string target, string other) =>
        Family(target) == Family(other) && (Family(target) >= 0 || target == other);

    /// <summary>Whether a group of a table begins here: native, Wasm, containers.</summary>
    public static bool BeginsGroup(IReadOnlyList<string> sorted, string target)
    {
        var before = sorted.TakeWhile(other => other != target).LastOrDefault();
        return before is not null
            && (IsNative(before) != IsNative(target) || IsContainer(before) != IsContainer(target));
    }

    public static Look Of(string target)
    {
        var family = target == "docker-native" ? Runtimes.Length - 1 : Family(target);
        var color = family < 0 ? Grey : Color.FromHex(Runtimes[family].Hex);
        return target switch
        {
            _ when IsContainer(target) => new(color, MarkerShape.FilledSquare, Filled: true),
            _ when IsNative(target) => new(color, MarkerShape.FilledDiamond, Filled: true),
            _ => ModeOf(target) switch
            {
                Mode.Interpreter => new(color, MarkerShape.FilledTriangleUp, Filled: true),
                Mode.Aot => new(color, MarkerShape.FilledCircle, Filled: true),
                _ => new(color, MarkerShape.FilledCircle, Filled: false),
            },
        };
    }

    private static int Family(string target)
    {
        var name = IsContainer(target) ? target["docker-".Length..] : target;
        return Array.FindIndex(Runtimes, known => name.StartsWith(known.Runtime, StringComparison.Ordinal));
    }
}
