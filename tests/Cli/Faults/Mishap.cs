namespace Cli.Tests;

/// <summary>Something that goes wrong while a collection is under way.</summary>
/// <param name="Strike">Does it to the collection; nothing where what it would strike is gone.</param>
internal sealed record Mishap(string Name, Action<Child> Strike)
{
    public static IReadOnlyList<Mishap> All { get; } =
    [
        Signal("the collection is killed", "-KILL", collecting => [collecting.Id]),
        Signal("the collection is asked to end", "-TERM", collecting => [collecting.Id]),
        Signal("its terminal is closed", "-HUP", collecting => [collecting.Id]),
        Signal("it is quit", "-QUIT", collecting => [collecting.Id]),
        new(
            "Ctrl-C twice",
            collecting =>
            {
                collecting.Interrupt();
                collecting.Interrupt();
            }
        ),
        Signal("the probe is killed", "-KILL", collecting => Named(collecting, "probe")),
        Signal("the probe is asked to end", "-TERM", collecting => Named(collecting, "probe")),
        Signal("the launch in flight is killed", "-KILL", collecting => Launches(collecting)),
        Signal("the launch in flight is stopped", "-STOP", collecting => Launches(collecting)),
        Signal("everything is killed", "-KILL", collecting => [collecting.Id, .. collecting.Descendants()]),
    ];

    private static Mishap Signal(string name, string signal, Func<Child, IEnumerable<int>> whom) =>
        new(
            name,
            collecting =>
            {
                foreach (var process in whom(collecting).ToList())
                {
                    Child.Kill(signal, $"{process}");
                }
            }
        );

    private static IEnumerable<int> Named(Child collecting, string name) =>
        collecting.Descendants().Where(process => Child.NameOf(process) == name);

    /// <summary>What the probe has launched.</summary>
    private static IEnumerable<int> Launches(Child collecting) =>
        collecting.Descendants().SkipWhile(process => Child.NameOf(process) != "probe").Skip(1);
}
