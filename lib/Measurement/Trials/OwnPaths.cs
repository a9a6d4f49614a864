namespace Measurement.Trials;

/// <summary>What is kept of a trial names no folder of the machine that it was made on.</summary>
internal static class OwnPaths
{
    /// <summary>The text with <c>.</c> for the checkout and <c>~</c> for the user's own folder.</summary>
    public static string Shortened(string text, Repository repository) =>
        text.Replace(repository.Root, ".", StringComparison.Ordinal)
            .Replace(
                Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) + "/",
                "~/",
                StringComparison.Ordinal
            );
}
