using Measurement.Journals;

namespace Measurement.Trials;

/// <summary>What a trial found last: a file below <c>data/trials</c>, with a line for each finding.</summary>
internal sealed class Recording<T>(Repository repository, string name)
    where T : class
{
    private string File => Path.Combine(repository.Root, "data", "trials", name);

    /// <exception cref="MeasurementException">The file is missing or damaged; the message says where.</exception>
    public IReadOnlyList<T> Read() => CsvFile<T>.Read(File);

    /// <summary>Keeps these findings in place of the last ones.</summary>
    /// <returns>The same findings.</returns>
    public async Task<IReadOnlyList<T>> KeepAsync(IReadOnlyList<T> found, CancellationToken cancel)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        await System.IO.File.WriteAllTextAsync(
            File,
            CsvFile<T>.Header + string.Concat(found.Select(CsvFile<T>.Format)),
            cancel
        );
        return found;
    }
}
