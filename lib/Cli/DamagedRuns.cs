using Measurement.Journals;

namespace Cli;

/// <summary>Tells the user once, on stderr, which runs are damaged and therefore left out.</summary>
internal static class DamagedRuns
{
    public static void Tell(RunStore store)
    {
        foreach (var sentence in store.Damaged())
        {
            Console.Error.WriteLine(sentence);
        }
    }
}
