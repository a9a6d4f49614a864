namespace Architecture.Tests;

/// <summary>A folder is a namespace, and uses go one way: compares <c>floors.txt</c> with the code.</summary>
public sealed class FloorTests(ITestOutputHelper output)
{
    public static TheoryData<string> Projects => [.. Floors.All.Select(floors => floors.Project)];

    [Theory, MemberData(nameof(Projects))]
    public void A_floor_uses_only_those_below_it(string project)
    {
        var floors = Floors.All.Single(each => each.Project == project);
        var arrows = Dependencies.Of(project).Where(used => used.FromNamespace != used.ToNamespace).ToList();
        Print(floors, arrows);
        var wrong = arrows.Where(used => !floors.Allows(used.FromNamespace, used.ToNamespace)).ToList();
        Assert.True(
            wrong.Count == 0,
            $"These use what stands above them in tests/Architecture/floors.txt. Move what both need to the lowest floor that fits:\n{string.Join('\n', wrong)}"
        );
    }

    [Theory, MemberData(nameof(Projects))]
    public void Every_folder_is_a_floor(string project)
    {
        var source = Path.Combine(Checkout, "lib", project);
        var folders = Directory
            .EnumerateFiles(source, "*.cs", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(source, Path.GetDirectoryName(file)!))
            .Where(folder => folder.Split(Path.DirectorySeparatorChar)[0] is not ("bin" or "obj"))
            .Select(folder =>
                folder == "." ? project : $"{project}.{folder.Replace(Path.DirectorySeparatorChar, '.')}"
            );
        Assert.Equal(
            Floors.All.Single(each => each.Project == project).Namespaces.Order(StringComparer.Ordinal),
            folders.Distinct().Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void The_walk_sees_what_a_method_does_inside() =>
        // A figure calls the drawing in a lambda, and no signature of it names the drawing.
        Assert.Contains(
            Dependencies.Of("Analysis"),
            used =>
                used
                    is {
                        From: "Analysis.Figures.AllPrograms",
                        To: "Analysis.Figures.Axis" or "Analysis.Figures.Drawing"
                    }
        );

    [Fact]
    public void An_arrow_that_points_up_is_refused()
    {
        var floors = Floors.All.Single(each => each.Project == "Analysis");
        Assert.True(floors.Allows("Analysis.Tables", "Analysis.Content"));
        Assert.False(floors.Allows("Analysis.Content", "Analysis.Tables"));
        Assert.False(floors.Allows("Analysis.Tables", "Analysis.Figures"));
    }

    internal static string Checkout
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder.FullName, "Analysis.sln")))
            {
                folder = folder.Parent!;
            }
            return folder.FullName;
        }
    }

    private void Print(Floors floors, IReadOnlyList<Dependency> arrows)
    {
        output.WriteLine($"{floors.Project}, from the ground up");
        var width = floors.Namespaces.Max(name => name.Length);
        foreach (var floor in floors.Namespaces)
        {
            output.WriteLine($"  {floor.PadRight(width)}  {floors.Words[floor]}");
            var used = arrows
                .Where(arrow => arrow.FromNamespace == floor)
                .GroupBy(arrow => arrow.ToNamespace)
                .OrderBy(group => floors.Namespaces.ToList().IndexOf(group.Key))
                .Select(group => $"{group.Key} ({group.Count()})");
            output.WriteLine($"  {"".PadRight(width)}  -> {string.Join(", ", used.DefaultIfEmpty("nothing of ours"))}");
        }
    }
}
