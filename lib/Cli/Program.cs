using System.CommandLine;
using System.CommandLine.Help;
using Cli;
using Measurement;
using Notebooks.Document;
using Spectre.Console;

if (Console.IsOutputRedirected)
{
    // A log or a pipe has no width. A large width keeps sentences and paths in one piece.
    AnsiConsole.Profile.Width = 1000;
}
var root = new Command(
    "./analysis",
    """
    Is WebAssembly faster, smaller and quicker to start than a container? Measures it here and writes the report.

    The two commands to know:
      ./analysis report     measures what is missing, executes the notebooks, writes report/index.html
      ./analysis doctor     what can be measured on this machine, and how to get what is missing
    """
);
root.Add(new HelpOption());
root.Add(new VersionOption());
foreach (var command in Verb.All())
{
    root.Add(command);
}
var parsed = root.Parse(args.Length == 0 ? ["--help"] : args);
if (parsed.Errors.Count > 0)
{
    var verb = parsed.CommandResult.Command == root ? "" : $" {parsed.CommandResult.Command.Name}";
    return Fail($"{parsed.Errors[^1].Message.TrimEnd('.')}: see ./analysis{verb} --help", 2);
}
try
{
    // No timeout of the parser's own: it would end a launch in flight two seconds after the first Ctrl-C.
    return await parsed.InvokeAsync(
        new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }
    );
}
catch (UsageException fault)
{
    return Fail(fault.Message, 2);
}
catch (MeasurementException fault)
{
    return Fail(fault.Message, 1);
}
catch (NotebookException fault)
{
    return Fail(fault.Message, 1);
}
catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
{
    return Fail(fault.Message, 1);
}
catch (OperationCanceledException)
{
    return Fail("cancelled", 1);
}

static int Fail(string sentence, int code)
{
    Console.Error.WriteLine($"analysis: {sentence}");
    return code;
}
