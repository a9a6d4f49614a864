using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;
using CsvHelper;
using CsvHelper.Configuration;

namespace Measurement.Journals;

/// <summary>
/// One record a line; columns are the record's settable properties in snake_case, so that the code and the file cannot
/// drift apart. Reading is strict: only an unfinished last line (a writer was killed) is skipped, and said.
/// </summary>
public static class CsvFile<T>
    where T : class
{
    private static readonly (string Name, PropertyInfo Property)[] Fields =
    [
        .. typeof(T)
            .GetProperties()
            .Where(property => property.CanWrite)
            .Select(property => (JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name), property)),
    ];

    private static readonly CsvConfiguration Configuration = new(CultureInfo.InvariantCulture)
    {
        HasHeaderRecord = false,
        NewLine = "\n",
        BadDataFound = null,
    };

    public static IReadOnlyList<string> Columns { get; } = [.. Fields.Select(field => field.Name)];

    public static string Header => Line(Columns);

    public static string Format(T record) => Line(Fields.Select(field => Text(field.Property.GetValue(record))));

    /// <param name="path">A file that begins with <see cref="Header"/>.</param>
    /// <param name="torn">Called with a sentence when the last line is unfinished; that line is skipped.</param>
    /// <exception cref="MeasurementException">Any other damage, with file and line.</exception>
    public static IReadOnlyList<T> Read(string path, Action<string>? torn = null)
    {
        var text = File.ReadAllText(path);
        var end = text.LastIndexOf('\n') + 1;
        if (end < text.Length)
        {
            torn?.Invoke($"{path}: the last line is unfinished (a collection was cut off); it is skipped.");
        }
        var records = new List<T>();
        using var parser = new CsvParser(new StringReader(text[..end]), Configuration);
        // Our writers put no line break into a field: a record that spans lines has a stray quote in its first.
        for (var line = 1; parser.Read(); line = parser.RawRow + 1)
        {
            if (line == 1)
            {
                if (!parser.Record!.SequenceEqual(Columns))
                {
                    throw Damaged(path, 1, $"the columns must be {string.Join(',', Columns)}");
                }
                continue;
            }
            records.Add(Parse(path, line, parser.Record!));
        }
        return parser.RawRow == 0 && end > 0 ? throw Damaged(path, 1, "the header is missing") : records;
    }

    private static T Parse(string path, int line, string[] values)
    {
        if (values.Length != Fields.Length)
        {
            throw Damaged(path, line, $"{values.Length} fields where {Fields.Length} belong");
        }
        var record = Activator.CreateInstance<T>();
        foreach (var ((name, property), value) in Fields.Zip(values))
        {
            try
            {
                property.SetValue(record, Value(value, property.PropertyType));
            }
            catch (Exception fault) when (fault is FormatException or ArgumentException or OverflowException)
            {
                throw Damaged(path, line, $"'{value}' is no {name}");
            }
        }
        return record;
    }

    private static MeasurementException Damaged(string path, int line, string what) =>
        new(
            $"{path}, line {line} is damaged: {what}. Restore the file; if it is one of a run, deleting the run's folder does without it."
        );

    private static string Text(object? value) =>
        value switch
        {
            null => "",
            Enum name => JsonNamingPolicy.KebabCaseLower.ConvertName(name.ToString()),
            DateTimeOffset time => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture),
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString()!,
        };

    private static object? Value(string text, Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner)
        {
            return text.Length == 0 ? null : Value(text, inner);
        }
        if (type.IsEnum)
        {
            return Enum.GetValues(type).Cast<object>().FirstOrDefault(value => Text(value) == text)
                ?? throw new FormatException();
        }
        return type == typeof(DateTimeOffset)
            ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)
            : Convert.ChangeType(text, type, CultureInfo.InvariantCulture);
    }

    private static string Line(IEnumerable<string> values)
    {
        var text = new StringBuilder();
        using (var writer = new CsvWriter(new StringWriter(text), Configuration))
        {
            foreach (var value in values)
            {
                writer.WriteField(value);
            }
            writer.NextRecord();
        }
        return text.ToString();
    }
}
