namespace Notebooks.Publishing;

/// <summary>
/// Files of a folder that are replaced whole: each is written beside its place, and they take their places when all of
/// them are on the disk. Where one cannot be written, none is replaced.
/// </summary>
internal sealed class NewFiles(string folder) : IDisposable
{
    private readonly List<(string Written, string Place)> _files = [];

    /// <param name="name">A path from the folder. Folders above it are made.</param>
    public void Write(string name, string text) => File.WriteAllText(Beside(name), text);

    public void Copy(string name, string from) => File.Copy(from, Beside(name), overwrite: true);

    /// <summary>Replaces the files.</summary>
    public void Place()
    {
        foreach (var (written, place) in _files)
        {
            File.Move(written, place, overwrite: true);
        }
    }

    /// <summary>Removes what was written and did not take its place.</summary>
    public void Dispose()
    {
        foreach (var (written, _) in _files)
        {
            File.Delete(written);
        }
    }

    private string Beside(string name)
    {
        var place = Path.Combine(folder, name);
        var above = Path.GetDirectoryName(place)!;
        Directory.CreateDirectory(above);
        var written = Path.Combine(above, $".{Path.GetFileName(place)}.new");
        _files.Add((written, place));
        return written;
    }
}
