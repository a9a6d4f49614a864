using System.Text.RegularExpressions;

namespace Notebooks.Publishing;

/// <summary>The files of a checkout's data that pages link to. They are published beside the pages.</summary>
/// <param name="data">The folder <c>data</c>. No file outside of it is published.</param>
internal sealed partial class LinkedFiles(string data)
{
    private readonly SortedSet<string> _paths = new(StringComparer.Ordinal);

    /// <summary>The HTML with the links of a notebook leading to the copies. A link to nothing is none.</summary>
    public string Follow(string html) =>
        Link()
            .Replace(
                html,
                link =>
                {
                    var path = link.Groups["path"].Value;
                    if (!IsInside(path))
                    {
                        return "";
                    }
                    _paths.Add(path);
                    return $"href=\"data/{path}\"";
                }
            );

    public void CopyTo(NewFiles pages)
    {
        foreach (var path in _paths)
        {
            pages.Copy(Path.Combine("data", path), Path.Combine(data, path));
        }
    }

    private bool IsInside(string path)
    {
        var file = Path.GetFullPath(Path.Combine(data, path));
        return file.StartsWith(Path.GetFullPath(data) + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            && File.Exists(file);
    }

    [GeneratedRegex("href=\"[.][.]/data/(?<path>[^\"?#]+)\"")]
    private static partial Regex Link();
}
