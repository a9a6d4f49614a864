using System.Text.Json;
using System.Text.RegularExpressions;
using CliWrap;
using CliWrap.Buffered;
using Measurement.Plans;

namespace Measurement.Tests.Workloads;

/// <summary>
/// What VS Code finds in <c>workloads/.vscode</c>: files that have only the keys that their manuals document, and tasks
/// that do what they say. Keys: code.visualstudio.com/docs/debugtest/tasks and /docs/cpp/customize-cpp-settings,
/// github.com/microsoft/vscode-cmake-tools (docs/kits.md), github.com/vadimcn/codelldb (MANUAL.md).
/// </summary>
public sealed partial class EditorTests
{
    private static readonly Repository Checkout = Repository.Find();
    private static readonly string Folder = Path.Combine(Checkout.Workloads, ".vscode");

    [Theory]
    [InlineData("tasks.json", "", "version tasks inputs")]
    [InlineData("tasks.json", "tasks", "label type command group problemMatcher dependsOn")]
    [InlineData("tasks.json", "inputs", "id type description options default")]
    [InlineData("launch.json", "", "version configurations")]
    [InlineData("launch.json", "configurations", "name type request program args cwd initCommands preLaunchTask")]
    [InlineData("c_cpp_properties.json", "", "version configurations")]
    [InlineData(
        "c_cpp_properties.json",
        "configurations",
        "name compilerPath compilerArgs includePath defines cStandard intelliSenseMode"
    )]
    [InlineData("cmake-kits.json", "", "name toolchainFile")]
    [InlineData("extensions.json", "", "recommendations")]
    public void A_file_has_only_keys_that_its_manual_documents(string file, string list, string keys)
    {
        using var read = Read(file);
        var inside = list.Length == 0 ? read.RootElement : read.RootElement.GetProperty(list);
        var objects = inside.ValueKind == JsonValueKind.Array ? inside.EnumerateArray().ToArray() : [inside];
        Assert.NotEmpty(objects);
        Assert.All(
            objects.SelectMany(each => each.EnumerateObject()),
            property => Assert.Contains(property.Name, keys.Split(' '))
        );
    }

    [Fact]
    public void A_task_that_another_one_or_the_debugger_needs_is_there()
    {
        using var tasks = Read("tasks.json");
        using var launch = Read("launch.json");
        var labels = tasks
            .RootElement.GetProperty("tasks")
            .EnumerateArray()
            .Select(task => Text(task, "label"))
            .ToList();
        var needed = tasks
            .RootElement.GetProperty("tasks")
            .EnumerateArray()
            .Where(task => task.TryGetProperty("dependsOn", out _))
            .Select(task => Text(task, "dependsOn"))
            .Concat(
                launch
                    .RootElement.GetProperty("configurations")
                    .EnumerateArray()
                    .Select(configuration => Text(configuration, "preLaunchTask"))
            );
        Assert.Subset(labels.ToHashSet(), needed.ToHashSet());
    }

    [Fact]
    public void Every_folder_and_file_of_the_checkout_that_they_name_exists()
    {
        var named = Directory
            .EnumerateFiles(Folder)
            .SelectMany(file => InTheCheckout().Matches(File.ReadAllText(file)))
            .Select(match => match.Groups["path"].Value)
            .Where(path => !path.Contains(".tools", StringComparison.Ordinal) && !path.Contains('*'))
            .Distinct();
        Assert.All(named, path => Assert.True(Path.Exists(Path.Combine(Checkout.Workloads, path)), path));
    }

    [Theory]
    [InlineData("build for WebAssembly")]
    [InlineData("build for WebAssembly, to debug")]
    [InlineData("build for this machine")]
    public async Task A_task_builds_every_program(string label)
    {
        Assert.SkipWhen(
            label == "build for this machine" && Repository.ThisArchitecture != "x86-64",
            "the task is for x86-64"
        );
        var result = await ShellAsync(CommandOf(label));
        Assert.True(result.ExitCode == 0, result.StandardOutput + result.StandardError);
    }

    public static TheoryData<string> Runtimes
    {
        get
        {
            using var tasks = Read("tasks.json");
            var input = tasks
                .RootElement.GetProperty("inputs")
                .EnumerateArray()
                .Single(each => Text(each, "id") == "runtime");
            return [.. input.GetProperty("options").EnumerateArray().Select(option => option.GetString()!)];
        }
    }

    [Theory]
    [MemberData(nameof(Runtimes))]
    public async Task A_task_runs_a_program_under_a_runtime(string runtime)
    {
        var program = runtime.Split(' ')[0].Replace("${workspaceFolder}", Checkout.Workloads, StringComparison.Ordinal);
        var found = await ShellAsync($"command -v {program}");
        Assert.SkipUnless(found.ExitCode == 0, $"{program} is not on PATH: ./analysis doctor says where to get it");
        var command = CommandOf("run under a runtime")
            .Replace("${input:runtime}", runtime, StringComparison.Ordinal)
            .Replace("${input:workload}", "n-body", StringComparison.Ordinal)
            .Replace("${input:arguments}", "1000", StringComparison.Ordinal);

        var result = await ShellAsync(command);

        var expected = Workload.All(Checkout).Single(each => each.Name == "n-body").Expected(["1000"]);
        Assert.Equal(expected.Bytes, result.StandardOutput.Length);
    }

    private static string CommandOf(string label)
    {
        using var tasks = Read("tasks.json");
        var task = tasks.RootElement.GetProperty("tasks").EnumerateArray().Single(each => Text(each, "label") == label);
        return Text(task, "command");
    }

    /// <summary>Runs a command as VS Code's shell would, in the folder that it opens, with the runtimes' own folders on PATH.</summary>
    private static async Task<BufferedCommandResult> ShellAsync(string command)
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        var own = new[] { ".wasmtime/bin", ".wasmer/bin", ".wasmedge/bin", ".wamr/bin", ".cargo/bin" }
            .Select(folder => Path.Combine(home, folder))
            .Concat([
                .. new[] { "wazero" }.Select(name =>
                    Path.Combine(Checkout.Built(Repository.ThisArchitecture).Unpacked(name), "usr", "bin")
                ),
            ]);
        return await CliWrap
            .Cli.Wrap("/bin/sh")
            .WithArguments(["-c", command.Replace("${workspaceFolder}", Checkout.Workloads, StringComparison.Ordinal)])
            .WithWorkingDirectory(Checkout.Workloads)
            .WithEnvironmentVariables(variables =>
                variables.Set("PATH", $"{Environment.GetEnvironmentVariable("PATH")}:{string.Join(':', own)}")
            )
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(TestContext.Current.CancellationToken);
    }

    private static JsonDocument Read(string file) => JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, file)));

    private static string Text(JsonElement element, string key) => element.GetProperty(key).GetString()!;

    [GeneratedRegex(@"\$\{workspaceFolder\}/(?<path>[^\s""]+)")]
    private static partial Regex InTheCheckout();
}
