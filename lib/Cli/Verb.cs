using System.CommandLine;
using Measurement;

namespace Cli;

/// <summary>
/// One verb of <c>./analysis</c>: it parses its options, calls the library and prints. Every concrete class is found by
/// itself, so a new verb is one new file.
/// </summary>
internal abstract class Verb
{
    public abstract Command Command { get; }

    /// <summary>Exit codes: 0 done, 1 something measured or checked failed, 2 a <see cref="UsageException"/>.</summary>
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

    /// <summary>A folder to write to; made where it is missing, before the work whose result it takes.</summary>
    /// <exception cref="UsageException">Nothing can be written to the folder.</exception>
    protected static string Writable(string option, string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            using var proof = File.Create(
                Path.Combine(folder, Path.GetRandomFileName()),
                bufferSize: 1,
                FileOptions.DeleteOnClose
            );
            return Path.GetFullPath(folder);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UsageException($"{option} '{folder}': this folder cannot be written; choose another one.");
        }
    }
}
