namespace Measurement.Collecting;

/// <summary>Lengths of time in words: <c>40 s</c>, <c>3 min</c>.</summary>
internal static class Duration
{
    public static string Text(double seconds) =>
        seconds < 120 ? $"{Math.Ceiling(seconds):0} s" : $"{Math.Ceiling(seconds / 60):0} min";
}
