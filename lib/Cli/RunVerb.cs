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
            var parameters = new Option<string[]>("-p")
            {
                Description = "A value for what the notebook's parameters cell declares, such as runs=reference",
                HelpName = "NAME=VALUE",
            };
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
            command.Validators.Add(result =>
            {
                if (result.GetValue(output) is not null && result.GetValue(notebooks) is { Length: > 1 })
                {
                    result.AddError("--out needs exactly one notebook: give one, or leave --out out");
                }
            });
            Act(
                command,
                (parsed, cancellation) =>
                    RunAsync(
                        parsed.GetValue(notebooks)!,
                        parsed.GetValue(output),
                        Parameters(parsed.GetValue(parameters) ?? []),
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
        var missing = notebooks.FirstOrDefault(notebook => !File.Exists(notebook));
        if (missing is not null)
        {
            throw new UsageException($"No notebook {missing}: give the path of an .ipynb file.");
        }
        foreach (var notebook in notebooks)
        {
            if (!await ExecuteAsync(notebook, output ?? notebook, parameters, cancellation))
            {
                return 1;
            }
        }
        return 0;
    }

    /// <summary>Executes one notebook from its own folder, in a process of its own; what went wrong is printed.</summary>
    /// <returns>Whether it ran to its end.</returns>
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

    private static Dictionary<string, string> Parameters(IEnumerable<string> pairs)
    {
        var parameters = new Dictionary<string, string>();
        foreach (var pair in pairs)
        {
            var parts = pair.Split('=', 2);
            if (parts.Length != 2 || parts[0].Length == 0)
            {
                throw new UsageException($"-p {pair}: give name=value, such as -p runs=reference.");
            }
            parameters[parts[0]] = parts[1];
        }
        return parameters;
    }
}
