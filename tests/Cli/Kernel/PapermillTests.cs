namespace Cli.Tests;

/// <summary>A chapter under the real papermill, which is started from another folder.</summary>
public sealed class PapermillTests : IDisposable
{
    private const string Chapter = "05-wasm-and-containers.ipynb";
    private readonly Workplace _here = new();

    public void Dispose() => _here.Dispose();

    [Fact]
    public async Task Parameters_arrive_as_texts_and_the_chapter_is_executed()
    {
        var answer = await ExecuteAsync("--cwd", "notebooks");

        answer.Done();
        var executed = await File.ReadAllTextAsync(Path.Combine(_here.Folder, "executed.ipynb"));
        Assert.Contains("refresh = \\\"false\\\"", executed, StringComparison.Ordinal);
        Assert.Contains("id=\\\"T3\\\"", executed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_library_that_is_not_where_the_kernel_was_started_is_an_error_that_says_so()
    {
        var answer = await ExecuteAsync();

        Assert.NotEqual(0, answer.ExitCode);
        Assert.Contains("with papermill give --cwd", answer.Stderr, StringComparison.Ordinal);
    }

    private async Task<Answer> ExecuteAsync(params IEnumerable<string> options)
    {
        await JupyterClient.NeedAsync("papermill", "python3-pip, then pip install papermill");
        (await _here.RunAsync("kernel", "install", "--prefix", _here.Folder)).Done();
        Directory.CreateDirectory(Path.Combine(_here.Folder, "notebooks"));
        Directory.CreateSymbolicLink(Path.Combine(_here.Folder, "lib"), Path.Combine(Workplace.Checkout.Root, "lib"));
        var notebook = Path.Combine("notebooks", Chapter);
        File.Copy(Path.Combine(Workplace.Checkout.Notebooks, Chapter), Path.Combine(_here.Folder, notebook));
        string[] papermill = ["-m", "papermill", notebook, "executed.ipynb", "-p", "runs", "reference"];
        await using var executing = Child.Start(
            JupyterClient.Python,
            [.. papermill, "-p", "refresh", "false", .. options],
            _here.Folder,
            new Dictionary<string, string?> { ["JUPYTER_PATH"] = Path.Combine(_here.Folder, "share", "jupyter") }
        );
        return await executing.EndAsync();
    }
}
