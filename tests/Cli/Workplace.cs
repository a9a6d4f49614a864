using System.Text.Json;
using Measurement;
using Measurement.Journals;
using Measurement.Plans;

namespace Cli.Tests;

/// <summary>
/// A temporary folder in which the command line is used, with the runs that it measures, so that
/// the checkout stays clean.
/// </summary>
internal sealed class Workplace : IDisposable
{
    public Workplace()
    {
        Folder = Directory.CreateTempSubdirectory("analysis-").FullName;
        Environment = new()
        {
            ["ANALYSIS_RUNS"] = Path.Combine(Folder, "runs"),
            // With a lock of its own a test neither waits for other measurements on this machine nor ends what they launch.
            ["ANALYSIS_LOCK_FOLDER"] = Folder,
            ["TMPDIR"] = Folder,
        };
    }

    public static Repository Checkout { get; } = Repository.Find();

    /// <summary>The names of the report's notebooks.</summary>
    public static TheoryData<string> Notebooks =>
        [
            .. Directory
                .EnumerateFiles(Checkout.Notebooks, "*.ipynb")
                .Select(path => Path.GetFileName(path))
                .Order(StringComparer.Ordinal),
        ];

    public string Folder { get; }

    /// <summary>The environment of the processes that are started here.</summary>
    public Dictionary<string, string?> Environment { get; }

    /// <summary>An address where no engine listens.</summary>
    public string DeadEngine => $"unix://{Folder}/no-engine.sock";

    public RunStore Runs => new(Checkout with { Runs = Environment["ANALYSIS_RUNS"]! });

    /// <summary>The one run that was measured here.</summary>
    public RunFolder Run => Assert.Single(Runs.All());

    public IReadOnlyList<Sample> Samples => Run.Read<Sample>();

    public Workplace With(string variable, string value)
    {
        Environment[variable] = value;
        return this;
    }

    /// <summary>Writes a plan file here.</summary>
    /// <returns>Its name, as <c>--plan</c> takes it.</returns>
    public string Plan(
        IReadOnlyList<string> workloads,
        IReadOnlyList<string> targets,
        int blocks,
        string size = "quick",
        double timeoutS = 20,
        string name = "test"
    )
    {
        var plan = new Plan
        {
            Name = name,
            Size = size,
            Workloads = workloads,
            Targets = targets,
            Blocks = new Blocks(Warmup: 0, blocks, blocks),
            TimeoutS = timeoutS,
            Seed = 7,
        };
        return Write("plan.json", JsonSerializer.Serialize(plan, Json.Options));
    }

    /// <summary>Writes a plan of one launch that only the timeout ends.</summary>
    public string LongLaunch(string target = "native") =>
        Plan(["fannkuch-redux"], [target], blocks: 1, size: "report", timeoutS: 3);

    public string Write(string file, string text)
    {
        File.WriteAllText(Path.Combine(Folder, file), text);
        return file;
    }

    /// <summary>Writes an executable script here.</summary>
    /// <param name="file">A path from the folder. Folders above it are made.</param>
    /// <returns>The script's path.</returns>
    public string WriteProgram(string file, string script)
    {
        var program = Path.Combine(Folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(program)!);
        File.WriteAllText(program, script);
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return program;
    }

    /// <summary>Puts a script first on PATH, under the name of a program.</summary>
    public Workplace WithProgram(string name, string script)
    {
        var folder = Path.GetDirectoryName(WriteProgram(Path.Combine("programs", name), script));
        return With("PATH", $"{folder}:{System.Environment.GetEnvironmentVariable("PATH")}");
    }

    /// <summary>Copies the sources of this checkout: every file that git has or would add, and nothing built.</summary>
    /// <returns>The folder of the copy.</returns>
    public async Task<string> CopySourcesAsync()
    {
        var listed = await Child.RunAsync(
            "git",
            ["-C", Checkout.Root, "ls-files", "--cached", "--others", "--exclude-standard"]
        );
        var copy = Path.Combine(Folder, "checkout");
        Copy(listed.Done().Stdout.Split('\n', StringSplitOptions.RemoveEmptyEntries), copy);
        return copy;
    }

    /// <summary>Copies files of this checkout into another one.</summary>
    /// <param name="files">Paths from the checkout. A file that does not exist is left out.</param>
    public static void Copy(IEnumerable<string> files, string checkout)
    {
        foreach (var file in files.Where(file => File.Exists(Path.Combine(Checkout.Root, file))))
        {
            var copy = Path.Combine(checkout, file);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(Path.Combine(Checkout.Root, file), copy);
        }
    }

    /// <summary>Starts the command line itself, without the launcher's set-up.</summary>
    public Child Start(params IEnumerable<string> arguments) =>
        Child.Start(
            "dotnet",
            [Path.Combine(Checkout.Root, "lib", "bin", "Cli.dll"), .. arguments],
            Folder,
            Environment
        );

    public async Task<Answer> RunAsync(params IEnumerable<string> arguments)
    {
        await using var child = Start(arguments);
        return await child.EndAsync();
    }

    /// <summary>Runs the launcher, of this checkout or of a copy.</summary>
    public async Task<Answer> LaunchAsync(string root, params IEnumerable<string> arguments)
    {
        await using var child = Child.Start(Path.Combine(root, "analysis"), arguments, Folder, Environment);
        return await child.EndAsync();
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
