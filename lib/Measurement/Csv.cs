using System.Globalization;
using nietras.SeparatedValues;

namespace Measurement;

/// <summary>Lines of CSV (RFC 4180), each ended by a line feed.</summary>
internal static class Csv
{
    private static readonly SepWriterOptions Options = Sep.Writer(options =>
        options with
        {
            Sep = new Sep(','),
            Escape = true,
            WriteHeader = false,
        }
    );

    public static string Text(params IEnumerable<IEnumerable<string>> lines)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        using (var writer = Options.To(text))
        {
            foreach (var line in lines)
            {
                using var row = writer.NewRow();
                var column = 0;
                foreach (var value in line)
                {
                    row[column++].Set(value);
                }
            }
        }
        return text.ToString();
    }

    /// <summary>A number with all digits that are worth keeping; empty for NaN.</summary>
    public static string Number(double value) =>
        double.IsNaN(value) ? "" : value.ToString("R", CultureInfo.InvariantCulture);
}
