using System.Globalization;
using System.Numerics;
using System.Text.Json;
using nietras.SeparatedValues;

namespace Measurement.Journals;

/// <summary>How a value of one type is written in a file. Reading and writing need no boxing.</summary>
internal abstract class CsvField<TValue>
{
    public static CsvField<TValue> Instance { get; } = (CsvField<TValue>)Create(typeof(TValue));

    public abstract bool TryParse(SepReader.Col text, out TValue value);

    public abstract string Text(TValue value);

    private static object Create(Type type) =>
        type == typeof(string) ? new TextField()
        : type == typeof(DateTimeOffset) ? new TimeField()
        : type == typeof(long) ? new AmountField()
        : type == typeof(bool) ? new FlagField()
        : type.IsEnum ? Of(typeof(NameField<>), type)
        : Nullable.GetUnderlyingType(type) is { } inner ? Of(typeof(OptionalField<>), inner)
        : Of(typeof(NumberField<>), type);

    private static object Of(Type field, Type value) => Activator.CreateInstance(field.MakeGenericType(value))!;
}

/// <summary>The reader shares equal texts of a column.</summary>
internal sealed class TextField : CsvField<string>
{
    public override bool TryParse(SepReader.Col text, out string value)
    {
        value = text.ToString();
        return true;
    }

    public override string Text(string value) => value;
}

/// <summary><c>true</c> or <c>false</c>.</summary>
internal sealed class FlagField : CsvField<bool>
{
    public override bool TryParse(SepReader.Col text, out bool value) => bool.TryParse(text.Span, out value);

    public override string Text(bool value) => value ? "true" : "false";
}

internal sealed class NumberField<TNumber> : CsvField<TNumber>
    where TNumber : struct, INumber<TNumber>
{
    private static readonly NumberStyles Styles =
        NumberStyles.AllowLeadingSign
        | (
            TNumber.IsInteger(TNumber.One / (TNumber.One + TNumber.One))
                ? NumberStyles.None
                : NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent
        );

    public override bool TryParse(SepReader.Col text, out TNumber value) =>
        TNumber.TryParse(text.Span, Styles, CultureInfo.InvariantCulture, out value) && TNumber.IsFinite(value);

    public override string Text(TNumber value) => value.ToString(null, CultureInfo.InvariantCulture);
}

/// <summary>
/// Nanoseconds, bytes or a count: none is negative, and none comes near this limit, below which thousands can be added.
/// </summary>
internal sealed class AmountField : CsvField<long>
{
    private const long Limit = 1_000_000_000_000_000;

    public override bool TryParse(SepReader.Col text, out long value) =>
        long.TryParse(text.Span, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value <= Limit;

    public override string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A time in UTC, to the millisecond.</summary>
internal sealed class TimeField : CsvField<DateTimeOffset>
{
    private const string Format = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    public override bool TryParse(SepReader.Col text, out DateTimeOffset value) =>
        DateTimeOffset.TryParseExact(
            text.Span,
            Format,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out value
        );

    public override string Text(DateTimeOffset value) =>
        value.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture);
}

/// <summary>A value of an enumeration, by its name in kebab case.</summary>
internal sealed class NameField<TName> : CsvField<TName>
    where TName : struct, Enum
{
    private static readonly (string Text, TName Value)[] Names =
    [
        .. Enum.GetValues<TName>().Select(value => (JsonNamingPolicy.KebabCaseLower.ConvertName($"{value}"), value)),
    ];

    public override bool TryParse(SepReader.Col text, out TName value)
    {
        foreach (var name in Names)
        {
            if (text.Span.SequenceEqual(name.Text))
            {
                value = name.Value;
                return true;
            }
        }
        value = default;
        return false;
    }

    public override string Text(TName value) =>
        Names.First(name => EqualityComparer<TName>.Default.Equals(name.Value, value)).Text;
}

/// <summary>A value that may be unknown: the field is then empty.</summary>
internal sealed class OptionalField<TValue> : CsvField<TValue?>
    where TValue : struct
{
    public override bool TryParse(SepReader.Col text, out TValue? value)
    {
        if (text.Span.IsEmpty)
        {
            value = null;
            return true;
        }
        var valid = CsvField<TValue>.Instance.TryParse(text, out var known);
        value = known;
        return valid;
    }

    public override string Text(TValue? value) => value is { } known ? CsvField<TValue>.Instance.Text(known) : "";
}
