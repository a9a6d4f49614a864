using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text.Json;
using nietras.SeparatedValues;

namespace Measurement.Journals;

/// <summary>A settable property of a record as a column of a file, named in snake_case.</summary>
internal abstract class CsvColumn<TRecord>
    where TRecord : class
{
    /// <summary>All columns, in the order of the properties.</summary>
    public static IReadOnlyList<CsvColumn<TRecord>> All { get; } =
    [.. typeof(TRecord).GetProperties().Where(property => property.CanWrite).Select(Of)];

    public required string Name { get; init; }

    /// <summary>Whether a file may lack the column. Its values are then unknown.</summary>
    public required bool IsOptional { get; init; }

    /// <summary>Reads a value. False: the text is not valid.</summary>
    public abstract bool TryRead(TRecord record, SepReader.Col text);

    public abstract string Text(TRecord record);

    private static CsvColumn<TRecord> Of(PropertyInfo property)
    {
        var column = typeof(CsvColumn<,>).MakeGenericType(typeof(TRecord), property.PropertyType);
        return (CsvColumn<TRecord>)Activator.CreateInstance(column, property)!;
    }
}

internal sealed class CsvColumn<TRecord, TValue> : CsvColumn<TRecord>
    where TRecord : class
{
    private readonly Action<TRecord, TValue> _set;

    [SetsRequiredMembers]
    public CsvColumn(PropertyInfo property)
    {
        Name = JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name);
        IsOptional = new NullabilityInfoContext().Create(property).WriteState == NullabilityState.Nullable;
        Get = property.GetMethod!.CreateDelegate<Func<TRecord, TValue>>();
        _set = property.SetMethod!.CreateDelegate<Action<TRecord, TValue>>();
    }

    public Func<TRecord, TValue> Get { get; }

    public override bool TryRead(TRecord record, SepReader.Col text)
    {
        var valid = CsvField<TValue>.Instance.TryParse(text, out var value);
        if (valid)
        {
            _set(record, value);
        }
        return valid;
    }

    public override string Text(TRecord record) => CsvField<TValue>.Instance.Text(Get(record));
}
