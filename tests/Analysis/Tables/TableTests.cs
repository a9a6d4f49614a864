using Measurement;

namespace Analysis.Tests;

public sealed class TableTests
{
    private static readonly Published Report = Published.Load(Repository.Find().Published);

    [Fact]
    public void Execution_stands_beside_the_numbers_of_2022()
    {
        using var run = new MadeUpRun();
        var table = ExecutionTable.Of(run.Write(), Report);
        Assert.Equal(MadeUpRun.Targets, table.Rows.Select(row => row.Cells[0].Word));
        var container = Fields(table).Last();
        Assert.Equal("8.54", container[Index(table, "time_2022_s")]);
        Assert.Equal("7.07", Fields(table).Single(row => row[0] == "wasmtime-aot")[Index(table, "time_2022_s")]);
    }

    [Fact]
    public void Memory_of_a_container_is_its_program_its_client_and_its_cgroup()
    {
        using var run = new MadeUpRun();
        var table = MemoryTable.Of(run.Write(), Report);
        var container = Fields(table).Last();
        Assert.Equal("35.25", container[Index(table, "client_2022_mib")]);
        Assert.All(
            ["program_mib", "client_mib", "cgroup_mib"],
            name => Assert.Matches(@"^\d", container[Index(table, name)])
        );
        Assert.Equal("-", Fields(table).First()[Index(table, "client_mib")]);
    }

    [Fact]
    public void Stability_names_cells_with_outliers_and_shows_the_median_without_them()
    {
        using var run = new MadeUpRun();
        run.Write();
        Change(sample => sample is { Target: "native", Workload: "fasta", Block: 5 } ? 100 : 1);
        var row = Table()
            .Rows.Single(row =>
                row.Cells[0].Word is var cell
                && cell.StartsWith("fasta", StringComparison.Ordinal)
                && cell.EndsWith("on native", StringComparison.Ordinal)
            );
        Assert.NotEqual("0", row.Cells[2].Word);
        Assert.True(row.Cells[4].Estimate!.Value < row.Cells[3].Estimate!.Value);
        Assert.Contains("kept in every estimate", Table().ToString(), StringComparison.Ordinal);

        Table Table() => StabilityTable.Of(Frame.Load(run.Folder));
        void Change(Func<Sample, double> factor)
        {
            var samples = run.Folder.Read<Sample>();
            var changed = samples.Select(sample => Slower(sample, factor(sample)));
            File.WriteAllText(
                run.Folder.FileOf<Sample>(),
                CsvFile<Sample>.Header + string.Concat(changed.Select(CsvFile<Sample>.Format))
            );
        }
        static Sample Slower(Sample sample, double factor) =>
            sample with
            {
                WallNs = (long)(sample.WallNs * factor),
                FirstOutputNs = (long?)(sample.FirstOutputNs * factor),
            };
    }

    [Fact]
    public void Stability_names_a_cell_whose_level_shifted()
    {
        using var run = new MadeUpRun { Blocks = 30 };
        run.Write();
        var samples = run.Folder.Read<Sample>();
        var shifted = samples.Select(sample =>
            sample is { Target: "native", Workload: "fasta", Block: > 15 }
                ? sample with
                {
                    WallNs = sample.WallNs * 3,
                }
                : sample
        );
        File.WriteAllText(
            run.Folder.FileOf<Sample>(),
            CsvFile<Sample>.Header + string.Concat(shifted.Select(CsvFile<Sample>.Format))
        );
        var table = StabilityTable.Of(Frame.Load(run.Folder));
        var row = Assert.Single(table.Rows, row => row.Cells[^1].Word != "none");
        Assert.StartsWith("fasta", row.Cells[0].Word, StringComparison.Ordinal);
    }

    [Fact]
    public void Startup_says_how_many_times_as_long_the_container_takes()
    {
        using var run = new MadeUpRun();
        var table = StartupTable.Of(run.Write(), Report);
        Assert.Matches(@"docker-native takes \d+x as long as wasmtime-aot", table.Title);
        Assert.Contains("< 10 ms", table.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Programs_end_in_their_geometric_mean()
    {
        using var run = new MadeUpRun();
        var table = ProgramsTable.Of(run.Write());
        Assert.Equal(7, table.Rows.Count);
        Assert.True(table.Rows[^1].Rule);
        Assert.True(table.Rows[^1].Cells[^1].Estimate!.HasInterval);
    }

    [Fact]
    public void Sizes_carry_their_own_units_and_the_runtime_is_named_below()
    {
        using var run = new MadeUpRun();
        var text = SizesTable.Of(run.Write()).ToString();
        Assert.Contains(" KiB", text, StringComparison.Ordinal);
        Assert.Contains("1.6", text, StringComparison.Ordinal);
        Assert.Contains("libwasmtime.so, shared by all modules: 25.0 MiB", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_cell_has_a_word_and_the_reason_stands_below()
    {
        using var run = new MadeUpRun
        {
            Unavailable = ["docker-native"],
            Ending = (_, target) => target == "wasmtime-aot" ? Status.WrongOutput : Status.Ok,
        };
        foreach (
            var table in new[]
            {
                ExecutionTable.Of(run.Write(), Report),
                StartupTable.Of(Frame.Load(run.Folder), Report),
            }
        )
        {
            Assert.Equal("unavailable", table.Rows[^1].Cells[1].Word);
            Assert.Equal("wrong output", table.Rows[^2].Cells[1].Word);
            Assert.Contains(
                table.Notes,
                note => note.Contains("Docker engine does not answer", StringComparison.Ordinal)
            );
        }
    }

    [Fact]
    public void A_cell_that_was_cut_off_shows_its_limit()
    {
        using var run = new MadeUpRun
        {
            Blocks = 2,
            Ending = (_, target) => target == "wasmtime-jit" ? Status.Timeout : Status.Ok,
        };
        Assert.Contains("> 20 s", ProgramsAndNative(run), StringComparison.Ordinal);

        static string ProgramsAndNative(MadeUpRun run) => StartupTable.Of(run.Write(), Report).ToString();
    }

    [Fact]
    public void No_cell_is_ever_empty()
    {
        using var run = new MadeUpRun { Blocks = -1, Unavailable = ["docker-native"] };
        var frame = run.Write();
        Table[] tables =
        [
            ExecutionTable.Of(frame, Report),
            MemoryTable.Of(frame, Report),
            StabilityTable.Of(frame),
            StartupTable.Of(frame, Report),
            ProgramsTable.Of(frame),
            SizesTable.Of(frame),
        ];
        Assert.All(
            from table in tables
            from row in table.Rows
            from index in Enumerable.Range(0, row.Cells.Count)
            select row.Cells[index].Value(table.Columns[index]),
            Assert.NotEmpty
        );
    }

    [Fact]
    public void A_changed_number_changes_the_table()
    {
        using var run = new MadeUpRun();
        var before = ExecutionTable.Of(run.Write(), Report).Csv;
        var path = run.Folder.FileOf<Sample>();
        var changed = run
            .Folder.Read<Sample>()
            .Select(sample => sample with { WallNs = sample.WallNs + sample.Block * 1_000_000 });
        File.WriteAllText(path, CsvFile<Sample>.Header + string.Concat(changed.Select(CsvFile<Sample>.Format)));
        Assert.NotEqual(before, ExecutionTable.Of(Frame.Load(run.Folder), Report).Csv);
    }

    [Fact]
    public void A_csv_has_one_name_a_column_and_as_many_fields_in_every_line()
    {
        using var run = new MadeUpRun { Unavailable = ["docker-native"] };
        var frame = run.Write();
        foreach (
            var table in new[]
            {
                ExecutionTable.Of(frame, Report),
                MemoryTable.Of(frame, Report),
                StabilityTable.Of(frame),
                StartupTable.Of(frame, Report),
                ProgramsTable.Of(frame),
                SizesTable.Of(frame),
            }
        )
        {
            var names = Header(table);
            Assert.Equal(names.Length, names.Distinct().Count());
            Assert.All(Fields(table), fields => Assert.Equal(names.Length, fields.Length));
        }
    }

    private static string[] Header(Table table) => table.Csv.Split('\n')[0].Split(',');

    private static int Index(Table table, string name) => Array.IndexOf(Header(table), name);

    private static IEnumerable<string[]> Fields(Table table) =>
        table.Csv.TrimEnd('\n').Split('\n').Skip(1).Select(line => line.Split(','));
}
