using System.CommandLine;
using Notebooks.Runner;

namespace Cli;

/// <summary>Runs the process that the cells of a notebook run in. <c>run</c> and <c>report</c> start it.</summary>
internal sealed class CellHostVerb : Verb
{
    private const string Name = "cell-host";

    public static IReadOnlyList<string> CommandLine =>
        [Environment.ProcessPath!, typeof(CellHostVerb).Assembly.Location, Name];

    public override Command Command
    {
        get
        {
            var pipe = new Argument<string>("pipe");
            var command = new Command(Name, "Runs the cells of a notebook for run and report") { pipe };
            command.Hidden = true;
            command.SetAction(parsed => CellHost.Serve(parsed.GetValue(pipe)!));
            return command;
        }
    }
}
