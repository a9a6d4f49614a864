using System.CommandLine;
using Measurement;

namespace Cli;

/// <summary>
/// One verb of <c>./analysis</c>: parses, calls the library, prints. Every concrete class is found: a new verb is one
/// new file.
/// </summary>
internal abstract class Verb
{
    public abstract Command Command { get; }

    /// <summary>0 done, 1 something measured or checked failed; a <see cref="UsageException"/> is 2.</summary>
    protected static void Act(Command command, Func<ParseResult, Cancellation, Task<int>> act) =>
        command.SetAction(
            async (result, _) =>
            {
                using var cancellation = new Cancellation();
                return await act(result, cancellation);
            }
        );

    public static IEnumerable<Command> All() =>
        typeof(Verb)
            .Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(Verb)) && !type.IsAbstract)
            .Select(type => ((Verb)Activator.CreateInstance(type)!).Command)
            .OrderBy(command => command.Name, StringComparer.Ordinal);

    /// <summary>Names separated by commas or blanks, however the user likes it.</summary>
    protected static IReadOnlyList<string> Names(IEnumerable<string>? values) =>
        [
            .. (values ?? []).SelectMany(value =>
                value.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            ),
        ];
}
