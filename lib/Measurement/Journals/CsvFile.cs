using System.Text;
using Microsoft.Win32.SafeHandles;
using nietras.SeparatedValues;

namespace Measurement.Journals;

/// <summary>
/// A file with one record on each line. The columns are the record's settable properties in snake_case, so that
/// code and file always agree. Reading is strict: only an unfinished last line, left by a writer that was killed,
/// is skipped and reported.
/// </summary>
internal static class CsvFile<T>
    where T : class
{
    /// <summary>Reading a part of so many bytes is worth a processor of its own.</summary>
    private const int PartBytes = 4 << 20;

    private static readonly SepReaderOptions Options = Sep.Reader(options =>
        options with
        {
            Sep = new Sep(','),
            HasHeader = false,
            Unescape = true,
            DisableColCountCheck = true,
            CreateToString = SepToString.PoolPerCol(maximumStringLength: 64),
        }
    );

    public static IReadOnlyList<string> Columns { get; } = [.. CsvColumn<T>.All.Select(column => column.Name)];

    public static string Header { get; } = Csv.Text(Columns);

    public static string Format(T record) => Csv.Text(CsvColumn<T>.All.Select(column => column.Text(record)));

    /// <param name="path">A file that begins with its columns' names; optional columns can be missing.</param>
    /// <param name="unfinished">Called with a sentence when the last line is unfinished; that line is skipped.</param>
    /// <exception cref="MeasurementException">Any other damage; the message names file and line.</exception>
    public static IReadOnlyList<T> Read(string path, Action<string>? unfinished = null)
    {
        using var file = File.OpenHandle(path, share: FileShare.ReadWrite);
        var length = RandomAccess.GetLength(file);
        var end = AfterLast(file, length);
        if (end < length)
        {
            unfinished?.Invoke($"{path}: the last line is unfinished (a collection was cut off). It is skipped.");
        }
        if (end == 0)
        {
            return [];
        }
        var start = AfterFirst(file, 0);
        var columns = ColumnsOf(path, new FilePart(file, 0, start));
        var parts = Parts(file, start, end);
        var read = new (List<T> Records, string? Damage)[parts.Count - 1];
        Parallel.For(0, read.Length, part => read[part] = Read(file, parts[part], parts[part + 1], columns));
        return Together(path, read);
    }

    /// <summary>Joins the parts. Each record is one line, so its place in all parts gives its line.</summary>
    private static T[] Together(string path, (List<T> Records, string? Damage)[] parts)
    {
        var records = new T[parts.Sum(part => part.Records.Count)];
        var count = 0;
        foreach (var (found, damage) in parts)
        {
            found.CopyTo(records, count);
            count += found.Count;
            if (damage is not null)
            {
                throw Damaged(path, FileDamage.LineOf(count), damage);
            }
        }
        return records;
    }

    /// <summary>The records up to the first damage, and a description of the damage.</summary>
    private static (List<T> Records, string? Damage) Read(
        SafeFileHandle file,
        long from,
        long to,
        CsvColumn<T>[] columns
    )
    {
        var records = new List<T>();
        using var text = new StreamReader(new FilePart(file, from, to), Encoding.UTF8, false, 1 << 16);
        using var rows = Options.From(text);
        foreach (var row in rows)
        {
            // No field holds a line break. So a row that spans lines has a stray quote in its first line.
            var stray = row.Span.IndexOfAny('\n', '\0', '\uFFFD');
            if (stray >= 0)
            {
                return (records, FileDamage.Stray(row.Span[stray]));
            }
            if (row.ColCount != columns.Length)
            {
                return (records, $"{row.ColCount} fields instead of {columns.Length}");
            }
            var record = Activator.CreateInstance<T>();
            for (var index = 0; index < columns.Length; index++)
            {
                if (!columns[index].TryRead(record, row[index]))
                {
                    return (
                        records,
                        $"'{FileDamage.Shortened(row[index].Span)}' is not a valid value of {columns[index].Name}"
                    );
                }
            }
            records.Add(record);
        }
        return (records, null);
    }

    private static CsvColumn<T>[] ColumnsOf(string path, Stream header)
    {
        using var text = new StreamReader(header, Encoding.UTF8);
        using var rows = Options.From(text);
        string[] names = rows.MoveNext()
            ? [.. Enumerable.Range(0, rows.Current.ColCount).Select(index => rows.Current[index].ToString())]
            : [];
        if (names.Except(Columns).ToList() is { Count: > 0 } unknown)
        {
            throw new MeasurementException(
                $"{path}, line 1: the column '{FileDamage.Shortened(unknown[0])}' is not known. The file may come from a newer "
                    + "version: update the checkout with `git pull`, or restore the file."
            );
        }
        if (names.Length > names.Distinct().Count())
        {
            throw Damaged(path, 1, "a column is there twice");
        }
        return
            CsvColumn<T>.All.FirstOrDefault(column => !column.IsOptional && !names.Contains(column.Name)) is { } missing
            ? throw Damaged(path, 1, $"the column {missing.Name} is missing")
            : [.. names.Select(name => CsvColumn<T>.All.First(column => column.Name == name))];
    }

    /// <summary>
    /// The places where parts of about the same size begin, each with a new line, and the place
    /// where the last one ends.
    /// </summary>
    private static List<long> Parts(SafeFileHandle file, long start, long end)
    {
        var count = Math.Clamp((end - start) / PartBytes, 1, Environment.ProcessorCount);
        return
        [
            start,
            .. Enumerable
                .Range(1, (int)count - 1)
                .Select(part => AfterFirst(file, start + ((end - start) * part / count))),
            end,
        ];
    }

    /// <summary>The place after the first line break at or after a place.</summary>
    private static long AfterFirst(SafeFileHandle file, long from)
    {
        var buffer = new byte[1 << 12];
        while (true)
        {
            var read = RandomAccess.Read(file, buffer, from);
            var found = buffer.AsSpan(0, read).IndexOf((byte)'\n');
            if (found >= 0 || read == 0)
            {
                return from + found + 1;
            }
            from += read;
        }
    }

    /// <summary>The place after the last line break before a place; 0: there is none.</summary>
    private static long AfterLast(SafeFileHandle file, long to)
    {
        var buffer = new byte[1 << 12];
        while (to > 0)
        {
            var from = Math.Max(0, to - buffer.Length);
            var read = RandomAccess.Read(file, buffer.AsSpan(0, (int)(to - from)), from);
            var found = buffer.AsSpan(0, read).LastIndexOf((byte)'\n');
            if (found >= 0)
            {
                return from + found + 1;
            }
            to = from;
        }
        return 0;
    }

    private static MeasurementException Damaged(string path, int line, string what) =>
        FileDamage.Error(path, $"line {line}", what);
}
