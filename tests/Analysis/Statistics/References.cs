using System.Text.Json;
using Analysis.Statistics;
using Measurement;

namespace Analysis.Tests.Statistics;

/// <summary>Cases that R computed. The script is in the same folder as the file.</summary>
internal static class References
{
    public static IEnumerable<JsonElement> Cases(string file, string section)
    {
        var folder = Path.Combine(Repository.Find(AppContext.BaseDirectory).Root, "tests/Analysis/Fixtures/reference");
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, file)));
        return [.. document.RootElement.GetProperty(section).EnumerateArray().Select(element => element.Clone())];
    }

    extension(JsonElement item)
    {
        public double Number(string name) => item.GetProperty(name).GetDouble();

        public double[] Numbers(string name) =>
            [.. item.GetProperty(name).EnumerateArray().Select(element => element.GetDouble())];

        public Interval Ends => new(item.Number("lower"), item.Number("upper"));
    }

    public static void Agree(Interval expected, Interval actual, double tolerance = 1e-12)
    {
        Assert.Equal(expected.Lower, actual.Lower, tolerance);
        Assert.Equal(expected.Upper, actual.Upper, tolerance);
    }
}
