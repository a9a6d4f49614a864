namespace Architecture.Tests;

/// <summary>The floors of one project, from the ground up: <c>floors.txt</c>.</summary>
internal sealed record Floors(
    string Project,
    IReadOnlyList<string> Namespaces,
    IReadOnlyDictionary<string, string> Words,
    IReadOnlyList<(string From, string To)> Closed
)
{
    private const string No = "not ";

    public static IReadOnlyList<Floors> All { get; } = Read(Path.Combine(AppContext.BaseDirectory, "floors.txt"));

    /// <summary>Whether code of one floor may use another.</summary>
    public bool Allows(string from, string to) => IndexOf(from) > IndexOf(to) && !Closed.Contains((from, to));

    private int IndexOf(string name) => Namespaces.ToList().IndexOf(name);

    private static List<Floors> Read(string path)
    {
        var projects = new List<List<string>>();
        foreach (var line in File.ReadLines(path).Where(line => line.Length > 0 && line[0] != '#'))
        {
            if (line[0] == ' ')
            {
                projects[^1].Add(line.Trim());
            }
            else
            {
                projects.Add([line]);
            }
        }
        return
        [
            .. projects.Select(lines =>
                Of(lines[0], lines.Skip(1).ToLookup(line => line.StartsWith(No, StringComparison.Ordinal)))
            ),
        ];
    }

    private static Floors Of(string project, ILookup<bool, string> lines)
    {
        var floors = lines[false].Select(line => line.Split(' ', 2, StringSplitOptions.TrimEntries)).ToList();
        return new(
            project,
            [.. floors.Select(floor => floor[0])],
            floors.ToDictionary(floor => floor[0], floor => floor[1]),
            [
                .. from line in lines[true]
                let sides = line[No.Length..].Split(':', StringSplitOptions.TrimEntries)
                from user in sides[1].Split(' ')
                select (user, sides[0]),
            ]
        );
    }
}
