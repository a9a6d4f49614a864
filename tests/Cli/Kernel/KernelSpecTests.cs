using System.Text.Json.Nodes;
using Notebooks.Kernel;

namespace Cli.Tests;

public sealed class KernelSpecTests : IDisposable
{
    private readonly Workplace _here = new();

    public KernelSpecTests() =>
        _here
            .With("XDG_DATA_HOME", Path.Combine(_here.Folder, "data"))
            .With("JUPYTER_PATH", Path.Combine(_here.Folder, "other"));

    public void Dispose() => _here.Dispose();

    [Fact]
    public async Task It_takes_the_name_that_notebooks_ask_for_where_nobody_else_holds_it()
    {
        var answer = (await _here.RunAsync("kernel", "install")).Done();

        var spec = Spec("data", KernelSpec.Shared);
        Assert.Contains(KernelSpec.Shared, answer.Stdout, StringComparison.Ordinal);
        Assert.Equal("csharp", (string?)spec["language"]);
        Assert.Equal("message", (string?)spec["interrupt_mode"]);
        Assert.Equal("{connection_file}", (string?)spec["argv"]!.AsArray()[^1]);
        Assert.True(File.Exists((string?)spec["argv"]![0]));
        Assert.Null(spec["name"]);
    }

    [Fact]
    public async Task Installing_again_changes_nothing()
    {
        await _here.RunAsync("kernel", "install");
        var before = Spec("data", KernelSpec.Shared).ToJsonString();

        (await _here.RunAsync("kernel", "install", "--user")).Done();

        Assert.Equal(before, Spec("data", KernelSpec.Shared).ToJsonString());
    }

    [Fact]
    public async Task Where_another_kernel_holds_the_name_it_takes_one_of_its_own_and_says_so()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_here.Folder, "other", "kernels", KernelSpec.Shared));
        File.WriteAllText(Path.Combine(folder.FullName, "kernel.json"), """{"argv": ["dotnet-interactive"]}""");

        var answer = (await _here.RunAsync("kernel", "install")).Done();

        Assert.Contains($"Installed as {KernelSpec.Own}", answer.Stdout, StringComparison.Ordinal);
        Assert.NotEqual(".NET (C#)", (string?)Spec("data", KernelSpec.Own)["display_name"]);
    }

    [Fact]
    public async Task It_goes_into_an_environment_and_away_again()
    {
        var prefix = Path.Combine(_here.Folder, "env");
        await _here.RunAsync("kernel", "install", "--prefix", prefix);
        var folder = Path.Combine(prefix, "share", "jupyter", "kernels", KernelSpec.Shared);
        Assert.True(Directory.Exists(folder));

        (await _here.RunAsync("kernel", "install", "--prefix", prefix, "--uninstall")).Done();

        Assert.False(Directory.Exists(folder));
        var again = await _here.RunAsync("kernel", "install", "--prefix", prefix, "--uninstall");
        Assert.Contains("nothing to remove", again.Done().Stdout, StringComparison.Ordinal);
    }

    private JsonNode Spec(string root, string name) =>
        JsonNode.Parse(
            File.ReadAllText(
                Path.Combine(_here.Folder, root, root == "data" ? "jupyter" : "", "kernels", name, "kernel.json")
            )
        )!;
}
