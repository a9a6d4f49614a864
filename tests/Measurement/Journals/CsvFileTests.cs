using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Measurement.Journals;

namespace Measurement.Tests.Journals;

public sealed class CsvFileTests : IDisposable
{
    public enum Color
    {
        Red,
        DarkBlue,
    }

    public sealed record Line
    {
        public required string Text { get; init; }
        public required int Number { get; init; }
        public required long Large { get; init; }
        public required Color Color { get; init; }
        public required DateTimeOffset At { get; init; }
        public int? MaybeNumber { get; init; }
        public double? MaybeReal { get; init; }
    }

    private const string Columns = "text,number,large,color,at,maybe_number,maybe_real";
    private const string Good = "a,1,2,dark-blue,2026-11-23T16:52:19.849Z,,0.5";

    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Property]
    public void What_was_written_is_read(
        NonNull<string> text,
        int number,
        long large,
        int? maybeNumber,
        NormalFloat real
    )
    {
        var line = new Line
        {
            Text = string.Concat(text.Get.Where(letter => !char.IsControl(letter) && !char.IsSurrogate(letter))),
            Number = number,
            Large = Math.Abs(large % 1_000_000_000_000_001),
            Color = Color.DarkBlue,
            At = DateTimeOffset.UnixEpoch.AddMilliseconds(Math.Abs((double)number)),
            MaybeNumber = maybeNumber,
            MaybeReal = real.Get,
        };

        Assert.Equal(
            [line, line],
            Read(CsvFile<Line>.Header + CsvFile<Line>.Format(line) + CsvFile<Line>.Format(line))
        );
    }

    [Fact]
    public void A_file_of_many_parts_is_read_in_order()
    {
        var lines = Enumerable.Range(0, 300_000).Select(number => Good.Replace(",1,", $",{number},"));

        var read = Read($"{Columns}\n{string.Join('\n', lines)}\n");

        Assert.Equal(Enumerable.Range(0, 300_000), read.Select(line => line.Number));
    }

    [Fact]
    public void Damage_in_a_later_part_is_found_on_its_line()
    {
        var lines = Enumerable.Repeat(Good, 300_000).ToArray();
        lines[250_000] = Good.Replace("dark-blue", "pink");

        Assert.Contains(
            "line 250002: 'pink' is not a valid value of color",
            Fault($"{Columns}\n{string.Join('\n', lines)}\n")
        );
    }

    [Fact]
    public void Equal_texts_of_a_file_are_one_object()
    {
        var read = Read($"{Columns}\n{Good}\n{Good}\n");

        Assert.Same(read[0].Text, read[1].Text);
    }

    [Fact]
    public void Line_ends_of_Windows_are_read() =>
        Assert.Equal(Read($"{Columns}\n{Good}\n{Good}\n"), Read($"{Columns}\r\n{Good}\r\n{Good}\r\n"));

    [Fact]
    public void Quotes_and_commas_are_read() =>
        Assert.Equal("a \"b\", c", Read($"{Columns}\n{Good.Replace("a,", "\"a \"\"b\"\", c\",")}\n")[0].Text);

    [Fact]
    public void A_column_that_may_be_unknown_can_be_missing()
    {
        var read = Read("text,number,large,color,at\na,1,2,red,2026-11-23T16:52:19.849Z\n");

        Assert.Null(Assert.Single(read).MaybeNumber);
        Assert.Null(read[0].MaybeReal);
    }

    [Fact]
    public void An_unfinished_last_line_is_skipped_and_said()
    {
        var said = new List<string>();
        File.WriteAllText(_path, $"{Columns}\n{Good}\n{Good[..9]}");

        Assert.Single(CsvFile<Line>.Read(_path, said.Add));
        Assert.Contains($"{_path}: the last line is unfinished", Assert.Single(said));
    }

    [Theory]
    [InlineData("")]
    [InlineData("text,num")]
    [InlineData(Columns + "\n")]
    public void A_file_that_was_just_begun_has_no_records(string text) => Assert.Empty(Read(text));

    [Theory]
    [InlineData("text,number,large,color,at,newer", "line 1: the column 'newer' is not known")]
    [InlineData("text,number,large,color,at,newer", "newer version")]
    [InlineData("text,number,large,color", "line 1: the column at is missing")]
    [InlineData("text,number,large,color,at,at", "line 1: a column is there twice")]
    [InlineData("", "line 1: the column '' is not known")]
    public void Other_columns_are_refused(string columns, string said) =>
        Assert.Contains(said, Fault($"{columns}\n{Good}\n"));

    [Theory]
    [InlineData(",1,", ",one,", "'one' is not a valid value of number")]
    [InlineData(",1,", ",,", "'' is not a valid value of number")]
    [InlineData(",1,", ", 1,", "' 1' is not a valid value of number")]
    [InlineData(",1,", ",2147483648,", "'2147483648' is not a valid value of number")]
    [InlineData(",2,", ",9223372036854775807,", "'9223372036854775807' is not a valid value of large")]
    [InlineData(",2,", ",-2,", "'-2' is not a valid value of large")]
    [InlineData("0.5", "1e999", "'1e999' is not a valid value of maybe_real")]
    [InlineData("0.5", "NaN", "'NaN' is not a valid value of maybe_real")]
    [InlineData("dark-blue", "DarkBlue", "'DarkBlue' is not a valid value of color")]
    [InlineData("2026-11-23T", "2026-13-23T", "is not a valid value of at")]
    [InlineData(",1,", ",1\0,", "NUL bytes")]
    [InlineData("a,", "\0,", "NUL bytes")]
    [InlineData("a,", "a,a,", "8 fields instead of 7")]
    [InlineData("a,", "", "6 fields instead of 7")]
    [InlineData(Good, "", "1 fields instead of 7")]
    [InlineData("a,", "\"a,", "a quote opens a field")]
    [InlineData("0.5", "\"0.5", "a quote opens a field")]
    public void Damage_is_one_sentence_with_file_and_line(string good, string bad, string said)
    {
        var fault = Fault($"{Columns}\n{Good}\n{Good.Replace(good, bad)}\n{Good}\n");

        Assert.StartsWith($"{_path}, line 3: ", fault);
        Assert.Contains(said, fault);
    }

    [Fact]
    public void A_stray_quote_in_the_last_line_is_damage() =>
        Assert.Contains("line 3: a quote", Fault($"{Columns}\n{Good}\n{Good.Replace("0.5", "\"0.5")}\n"));

    [Fact]
    public void Bytes_that_are_no_text_are_damage()
    {
        byte[] bytes =
        [
            .. Encoding.UTF8.GetBytes($"{Columns}\n{Good}\n"),
            0xC3,
            0x28,
            .. Encoding.UTF8.GetBytes($"{Good}\n"),
        ];
        File.WriteAllBytes(_path, bytes);

        Assert.Contains(
            "line 3: it is not valid UTF-8",
            Assert.Throws<MeasurementException>(() => CsvFile<Line>.Read(_path)).Message
        );
    }

    private IReadOnlyList<Line> Read(string text)
    {
        File.WriteAllText(_path, text);
        return CsvFile<Line>.Read(_path);
    }

    private string Fault(string text) => Assert.Throws<MeasurementException>(() => Read(text)).Message;
}
