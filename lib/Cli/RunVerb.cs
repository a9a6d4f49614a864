using System.CommandLine;
using Measurement;
using Notebooks.Runner;
using Notebooks.Session;

namespace Cli;

internal sealed class RunVerb : Verb
{
    public override Command Command
    {
        get
        {
            var notebooks = new Argument<string[]>("notebook")
            {
                Description = "Notebooks to execute in place",
                Arity = ArgumentArity.OneOrMore,
            };
            var parameters = TypedOption.Pairs(
                "-p",
                "A value for what the notebook's parameters cell declares, such as runs=reference",
                "-p runs=reference"
            );
            var output = new Option<string?>("--out")
            {
                Description = "Write the executed notebook there and leave the given one as it is",
                HelpName = "FILE",
            };
            var command = new Command("run", "Executes notebooks in place, headless, and stops at the first error")
            {
                notebooks,
                parameters,
                output,
            };
            notebooks.Validators.Add(result =>
            {
                foreach (var missing in result.Tokens.Select(token => token.Value).Where(path => !File.Exists(path)))
                {
                    result.AddError($"No notebook {missing}: give the path of an .ipynb file");
                }
            });
            command.Validators.Add(result =>
            {
                if (result.GetValue(output) is not null && result.GetValue(notebooks) is { Length: > 1 })
                {
                    result.AddError("--out needs exactly one notebook: give one, or no --out");
                }
            });
            Act(
                command,
                (parsed, cancellation) =>
                    RunAsync(
                        parsed.GetValue(notebooks)!,
                        parsed.GetValue(output),
                        parsed.GetValue(parameters)!,
                        cancellation
                    )
            );
            return command;
        }
    }

    private static async Task<int> RunAsync(
        IReadOnlyList<string> notebooks,
        string? output,
        IReadOnlyDictionary<string, string> parameters,
        Cancellation cancellation
    )
    {
        foreach (var notebook in notebooks)
        {
            if (!await ExecuteAsync(notebook, output ?? notebook, parameters, cancellation))
            {
                return 1;
            }
        }
        return 0;
    }

    /// <summary>Executes one notebook from its own folder, in a process of its own. Prints what went wrong.</summary>
    /// <returns>Whether the notebook ran to its end.</returns>
    public static async Task<bool> ExecuteAsync(
        string notebook,
        string output,
        IReadOnlyDictionary<string, string> parameters,
        Cancellation cancellation
    )
    {
        var started = Clock.MonotonicNs;
        var result = await NotebookRunner.RunAsync(
            notebook,
            output,
            CellHostVerb.CommandLine,
            parameters,
            cancellation.Stop,
            cancellation.Kill
        );
        if (result.Status == CellStatus.Ok)
        {
            Console.WriteLine($"{Path.GetFileName(notebook)}: executed in {Clock.Since(started).TotalSeconds:0.0} s");
            return true;
        }
        Console.Error.WriteLine(result.Problem ?? $"{Path.GetFileName(notebook)}: cancelled");
        return false;
    }
}
