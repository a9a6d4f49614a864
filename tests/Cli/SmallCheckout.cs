using Measurement.Journals;
using Measurement.Plans;

namespace Cli.Tests;

/// <summary>
/// A checkout made of this one's library, binaries and smallest workload, without a Docker engine. Measuring what a
/// report needs takes a second there.
/// </summary>
internal sealed class SmallCheckout : IDisposable
{
    public SmallCheckout()
    {
        Here = new Workplace();
        Here.With("DOCKER_HOST", Here.DeadEngine).Write("Analysis.sln", "");
        foreach (var shared in new[] { "lib", ".tools", "data" })
        {
            Directory.CreateSymbolicLink(PathOf(shared), Path.Combine(Workplace.Checkout.Root, shared));
        }
        AddWorkload("startup");
        Directory.CreateDirectory(PathOf("notebooks"));
    }

    public Workplace Here { get; }

    public string PathOf(params IEnumerable<string> parts) => Path.Combine([Here.Folder, .. parts]);

    /// <summary>Measures two blocks of what a report needs.</summary>
    public async Task MeasureAsync() =>
        (await Here.RunAsync("collect", "--plan", Here.Plan([], Plan.Headline.Targets, blocks: 2))).Done();

    /// <summary>Adds the reference runs, as a clone on another machine has them.</summary>
    public async Task AddReferenceRunsAsync()
    {
        foreach (var published in new RunStore(Workplace.Checkout).References())
        {
            var copy = Directory.CreateDirectory(Path.Combine(Here.Environment["ANALYSIS_RUNS"]!, published.Id));
            foreach (var file in Directory.EnumerateFiles(published.Path))
            {
                var text = await File.ReadAllTextAsync(file);
                await File.WriteAllTextAsync(
                    Path.Combine(copy.FullName, Path.GetFileName(file)),
                    text.Replace(
                        $"\"id\": \"{published.Info().Host.Id}\"",
                        $"\"id\": \"there-{published.Info().Host.Id}\""
                    )
                );
            }
            Here.Runs.MakeReference(new RunFolder(copy.FullName));
        }
    }

    /// <summary>Adds a notebook with these cells, after one tagged <c>parameters</c> if there is any.</summary>
    /// <returns>Its path relative to the checkout.</returns>
    public string AddNotebook(string name, IReadOnlyList<string> cells, string? parameters = null) =>
        Here.Write(Path.Combine("notebooks", name), NotebookText.Of(cells, parameters));

    /// <summary>Adds the chapters of this repository, unchanged, and what they need.</summary>
    public void AddChapters()
    {
        AddWorkload("binary-trees");
        AddWorkload("n-body");
        var editor = Path.Combine("workloads", ".vscode");
        Directory.CreateDirectory(PathOf(editor));
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Workplace.Checkout.Root, editor)))
        {
            File.Copy(file, PathOf(editor, Path.GetFileName(file)));
        }
        foreach (var chapter in Directory.EnumerateFiles(Workplace.Checkout.Notebooks, "*.ipynb"))
        {
            File.Copy(chapter, PathOf("notebooks", Path.GetFileName(chapter)));
        }
    }

    private void AddWorkload(string name)
    {
        var workload = Workload.All(Workplace.Checkout).Single(workload => workload.Name == name);
        Directory.CreateDirectory(PathOf("workloads", workload.Suite, name));
        File.Copy(
            Path.Combine(workload.Folder, "workload.json"),
            PathOf("workloads", workload.Suite, name, "workload.json")
        );
    }

    public void Dispose() => Here.Dispose();
}
