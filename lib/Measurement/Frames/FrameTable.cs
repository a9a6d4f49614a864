using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Measurement.Journals;
using Microsoft.Data.Analysis;

namespace Measurement.Frames;

/// <summary>Makes a DataFrame of records. Each column is filled at once, without boxing.</summary>
internal static class FrameTable
{
    public static DataFrame Of<TRecord>(IReadOnlyList<TRecord> records)
        where TRecord : class => new(CsvColumn<TRecord>.All.Select(column => Of(column, records)));

    private static DataFrameColumn Of<TRecord>(CsvColumn<TRecord> column, IReadOnlyList<TRecord> records)
        where TRecord : class
    {
        var count = records.Count;
        return column switch
        {
            CsvColumn<TRecord, long> of => Fill<long>(row => of.Get(records[row])).To(Longs),
            CsvColumn<TRecord, long?> of => Fill<long>(row => of.Get(records[row])).To(Longs),
            CsvColumn<TRecord, int> of => Fill<int>(row => of.Get(records[row])).To(Ints),
            CsvColumn<TRecord, int?> of => Fill<int>(row => of.Get(records[row])).To(Ints),
            CsvColumn<TRecord, double> of => Fill<double>(row => of.Get(records[row])).To(Doubles),
            CsvColumn<TRecord, double?> of => Fill<double>(row => of.Get(records[row])).To(Doubles),
            CsvColumn<TRecord, DateTimeOffset> of => new DateTimeDataFrameColumn(
                column.Name,
                records.Select(record => (DateTime?)of.Get(record).UtcDateTime)
            ),
            _ => new StringDataFrameColumn(column.Name, records.Select(column.Text)),
        };

        DataFrameColumn Longs(Memory<byte> values, Memory<byte> known, int unknown) =>
            new Int64DataFrameColumn(column.Name, values, known, count, unknown);
        DataFrameColumn Ints(Memory<byte> values, Memory<byte> known, int unknown) =>
            new Int32DataFrameColumn(column.Name, values, known, count, unknown);
        DataFrameColumn Doubles(Memory<byte> values, Memory<byte> known, int unknown) =>
            new DoubleDataFrameColumn(column.Name, values, known, count, unknown);

        Filled Fill<TValue>(Func<int, TValue?> valueOf)
            where TValue : unmanaged => Filled.Of(count, valueOf);
    }

    /// <summary>A column's values, and a bit for each that is known, least significant first: Arrow's layout.</summary>
    private readonly record struct Filled(Memory<byte> Values, Memory<byte> Known, int Unknown)
    {
        public static Filled Of<TValue>(int count, Func<int, TValue?> valueOf)
            where TValue : unmanaged
        {
            var bytes = new byte[count * Unsafe.SizeOf<TValue>()];
            var known = new byte[(count + 7) / 8];
            var values = MemoryMarshal.Cast<byte, TValue>(bytes.AsSpan());
            var unknown = 0;
            for (var row = 0; row < count; row++)
            {
                if (valueOf(row) is { } value)
                {
                    values[row] = value;
                    known[row >> 3] |= (byte)(1 << (row & 7));
                }
                else
                {
                    unknown++;
                }
            }
            return new(bytes, known, unknown);
        }

        public DataFrameColumn To(Func<Memory<byte>, Memory<byte>, int, DataFrameColumn> column) =>
            column(Values, Known, Unknown);
    }
}
