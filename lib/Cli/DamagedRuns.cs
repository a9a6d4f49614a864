using Measurement.Journals;

namespace Cli;

/// <summary>Tells the user once, on stderr, which runs are damaged and therefore left out.</summary>
internal static class DamagedRuns
{
    /// <param name="askedFor">A run that the user named, of which an error will tell.</param>
    public static void Tell(RunStore store, string? askedFor = null)
    {
        foreach (var sentence in store.Damaged(askedFor))
        {
            Console.Error.WriteLine(sentence);
        }
    }
}
