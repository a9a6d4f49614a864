using System.Globalization;
using System.Text.RegularExpressions;
using Analysis.Content;
using Analysis.Tests.Fixtures;
using Measurement;
using Measurement.Frames;
using Measurement.Journals;
using Measurement.Plans;
using Microsoft.DotNet.Interactive.Formatting;

namespace Analysis.Tests.Tables;

public sealed partial class TableTests
{
    private static IEnumerable<string> Ids =>
        MadeUpRun.Published.Items.Where(item => item.Table.Length > 0).Select(item => item.Id);

    [Fact]
    public void Every_function_that_lists_is_shown_by_an_item() =>
        Assert.Equal(
            Catalogue.Tables.Keys.Order(),
            MadeUpRun.Published.Items.Select(item => item.Table).Where(name => name.Length > 0).Distinct().Order()
        );

    [Fact]
    public void Execution_stands_beside_the_numbers_of_2022()
    {
        string[] targets = ["native", "wasmtime-jit", "wasmtime-aot", "wasmedge-aot", "docker-native"];
        using var run = new MadeUpRun { Available = targets };
        var table = MadeUpRun.Report(run.Write()).Table("T2");
        Assert.Equal(targets, table.Rows.Select(row => row.Cells[0].Word));
        var container = Fields(table).Last();
        Assert.Equal("8.54", container[Index(table, "time_2022_s")]);
        Assert.Equal("7.07", Fields(table).Single(row => row[0] == "wasmedge-aot")[Index(table, "time_2022_s")]);
    }

    [Fact]
    public void Lines_stand_beside_natives_only_where_that_rises()
    {
        using var run = new MadeUpRun { WithFurtherSuites = true };
        Assert.Contains(Lines(run.Write()).Columns, IsRelative);
        MadeUpRun.Rewrite<Sample>(
            run.Folder,
            sample => sample.Target == "native" ? sample with { WallNs = 5_000_000 } : sample
        );
        var flat = Lines(Frame.Load(run.Folder));
        Assert.DoesNotContain(flat.Columns, IsRelative);
        Assert.Contains(flat.Notes, note => note.Contains("does not rise", StringComparison.Ordinal));

        static Table Lines(Frame frame) => MadeUpRun.Report(frame).Table("Q1-count");
        static bool IsRelative(Column column) => column.Name == "slope_ratio";
    }

    [Fact]
    public void A_title_names_the_target_that_the_question_is_about_and_else_both_ends()
    {
        using var run = new MadeUpRun { WithFurtherSuites = true, Available = MadeUpRun.ManyTargets };
        var report = MadeUpRun.Report(run.Write());
        Assert.Matches(
            "^Of the writes of 61 bytes, each adds [^,]+ under wasmer-cranelift-aot, and ",
            report.Table("Q1-count").Title
        );
        Assert.Matches(
            "^Of the bytes of the module, each adds from .+ to .+, and ",
            report.Table("Q3-growth-all").Title
        );
        Assert.Matches("^Under wasmtime-aot, trees take ", report.Table("Q2-trees").Title);
    }

    [Fact]
    public void Memory_of_a_container_is_its_program_its_client_and_its_cgroup()
    {
        using var run = new MadeUpRun();
        var table = MadeUpRun.Report(run.Write()).Table("T2-memory");
        var container = Fields(table).Last();
        Assert.Equal("35.25", container[Index(table, "client_2022_mib")]);
        Assert.All(
            ["program_mib", "client_mib", "cgroup_mib"],
            name => Assert.Matches(@"^\d", container[Index(table, name)])
        );
        Assert.Equal("-", Fields(table).First()[Index(table, "client_mib")]);
    }

    /// <summary>
    /// The second machine's launches of Wasmtime take 1.5 times as long, natively as long as on the first: the ratio of
    /// ratios is 1.5, exactly, since everything else is the same.
    /// </summary>
    [Fact]
    public void Two_machines_are_compared_by_the_ratio_of_their_ratios()
    {
        using var first = new MadeUpRun();
        using var second = new MadeUpRun { EmulatedBy = "qemu 10.0" };
        second.Write();
        MadeUpRun.Rewrite<Sample>(
            second.Folder,
            sample => sample.Target == "wasmtime-aot" ? sample with { WallNs = (long)(sample.WallNs * 1.5) } : sample
        );
        var beside = MadeUpRun.Report(Frame.Load(second.Folder));

        var table = MadeUpRun.Report(first.Write()).Beside(beside).Table("T8-machines");

        Assert.Equal(
            ["Target", "x86-64", "arm64, emulated", "second over first", "differ most on"],
            table.Columns.Select(column => column.Header)
        );
        var rows = table.Rows.ToDictionary(row => row.Cells[0].Word);
        Assert.Equal(1.5, rows["wasmtime-aot"].Cells[3].Ratio!.Value, 1e-6);
        Assert.InRange(
            1.5,
            rows["wasmtime-aot"].Cells[3].Ratio!.Lower!.Value,
            rows["wasmtime-aot"].Cells[3].Ratio!.Upper!.Value
        );
        Assert.Equal(1, rows["wasmtime-jit"].Cells[3].Ratio!.Value, 1e-6);
    }

    [Fact]
    public void Two_machines_are_compared_on_what_both_finished_and_one_program_gives_no_interval()
    {
        using var first = new MadeUpRun();
        using var second = new MadeUpRun
        {
            EmulatedBy = "qemu 10.0",
            Ending = (workload, target) => target == "wasmtime-aot" && workload != "fasta" ? Status.Timeout : Status.Ok,
        };

        var table = MadeUpRun.Report(first.Write()).Beside(MadeUpRun.Report(second.Write())).Table("T8-machines");

        var ratio = table.Rows.Single(row => row.Cells[0].Word == "wasmtime-aot").Cells[3].Ratio!;
        Assert.Equal((1, false), (Math.Round(ratio.Value, 6), ratio.HasInterval));
        Assert.Contains(
            "wasmtime-aot: without binary-trees, fannkuch-redux, n-body, simple, spectral-norm.",
            table.Notes
        );
    }

    [Fact]
    public void A_table_about_two_machines_asks_for_the_second_one()
    {
        using var run = new MadeUpRun();
        var fault = Assert.Throws<UsageException>(() => MadeUpRun.Report(run.Write()).Table("T8-machines"));
        Assert.StartsWith("T8-machines compares two machines:", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Stability_names_cells_with_outliers_and_shows_the_median_without_them()
    {
        using var run = new MadeUpRun();
        run.Write();
        Change(sample => sample is { Target: "native" or "wasmtime-jit", Workload: "fasta", Block: 5 } ? 100 : 1);
        var row = Table()
            .Rows.Single(row =>
                row.Cells[0].Word is var cell
                && cell.StartsWith("fasta", StringComparison.Ordinal)
                && cell.EndsWith("on native", StringComparison.Ordinal)
            );
        Assert.NotEqual("0", row.Cells[2].Word);
        Assert.True(row.Cells[4].Estimate!.Value < row.Cells[3].Estimate!.Value);
        Assert.Contains("kept in every estimate", Table().ToString(), StringComparison.Ordinal);
        Table Table() => MadeUpRun.Report(Frame.Load(run.Folder)).Table("stability");
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
        var table = MadeUpRun.Report(Frame.Load(run.Folder)).Table("stability");
        var row = Assert.Single(table.Rows, row => row.Cells[^1].Word != "none");
        Assert.StartsWith("fasta", row.Cells[0].Word, StringComparison.Ordinal);
    }

    [Fact]
    public void Startup_says_how_many_times_as_long_the_container_takes()
    {
        using var run = new MadeUpRun { Available = [.. MadeUpRun.Targets, "wasmedge-aot"] };
        var table = MadeUpRun.Report(run.Write()).Table("T3");
        Assert.Matches(
            @"^docker-native takes \d+x \([\d-]+\) as long as wasmtime-aot, .* as long as wasmedge-aot to start",
            table.Title
        );
        Assert.Contains("< 10 ms", table.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_names_the_cells_that_have_too_few_samples_for_an_interval()
    {
        using var run = new MadeUpRun { Blocks = 3 };
        var table = MadeUpRun.Report(run.Write()).Table("T2");
        Assert.All(table.Rows, row => Assert.False(row.Cells[1].Estimate!.HasInterval));
        Assert.Contains(
            "Without an interval, which takes 6 samples: binary-trees 15 on 4 targets",
            table.ToString(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_table_tells_of_the_failures_that_its_own_rows_had()
    {
        using var run = new MadeUpRun { Ending = (program, _) => program == "fasta" ? Status.Timeout : Status.Ok };
        var frame = run.Write();
        Assert.DoesNotContain("fasta", MadeUpRun.Report(frame).Table("T2").ToString(), StringComparison.Ordinal);
        Assert.Contains(
            "on fasta 500000",
            string.Concat(MadeUpRun.Report(frame).Table("T2-all").Notes),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Programs_end_in_their_geometric_mean()
    {
        using var run = new MadeUpRun();
        var table = MadeUpRun.Report(run.Write()).Table("T2-all");
        Assert.Equal(7, table.Rows.Count);
        Assert.True(table.Rows[^1].Rule);
        Assert.True(table.Rows[^1].Cells[^1].Ratio!.HasInterval);
    }

    [Fact]
    public void The_command_and_our_host_are_compared_program_by_program_and_start_by_start()
    {
        using var run = new MadeUpRun { Available = MadeUpRun.ManyTargets };
        var table = MadeUpRun.Report(run.Write()).Table("wasmtime-cli");
        var byName = table.Rows.ToDictionary(row => row.Cells[0].Word);
        Assert.Contains("run time of n-body 1000000", byName.Keys);
        // In a made-up run a target with a longer name needs more of everything.
        Assert.Equal("slower", byName["time to the first byte"].Cells[2].Word);
        Assert.Equal("larger", byName["peak memory of a start"].Cells[4].Word);
        Assert.Equal("the same", byName["page faults of a start"].Cells[2].Word);
    }

    [Fact]
    public void Without_the_command_each_comparison_says_so()
    {
        using var run = new MadeUpRun { Unavailable = ["wasmtime-cli-jit", "wasmtime-cli-aot"] };
        Assert.All(
            MadeUpRun.Report(run.Write()).Table("wasmtime-cli").Rows,
            row => Assert.Matches("unavailable|not measured", row.Cells[1].Word)
        );
    }

    [Fact]
    public void Sizes_carry_their_own_units_and_the_runtime_is_named_below()
    {
        using var run = new MadeUpRun();
        var text = MadeUpRun.Report(run.Write()).Table("D3").ToString();
        Assert.Contains(" KiB", text, StringComparison.Ordinal);
        Assert.Contains("1.6", text, StringComparison.Ordinal);
        Assert.Contains(
            "wasmtime-jit and wasmtime-aot, shared by all modules: 25.0 MiB",
            text,
            StringComparison.Ordinal
        );
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
                MadeUpRun.Report(run.Write()).Table("T2"),
                MadeUpRun.Report(Frame.Load(run.Folder)).Table("T3"),
            }
        )
        {
            Assert.Equal("unavailable", table.Rows[^1].Cells[1].Word);
            Assert.Equal("wrong output", table.Rows[^2].Cells[1].Word);
        }
        Assert.Contains(
            "Docker engine does not answer",
            MadeUpRun.Report(Frame.Load(run.Folder)).Card.ToString(),
            StringComparison.Ordinal
        );
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

        static string ProgramsAndNative(MadeUpRun run) => MadeUpRun.Report(run.Write()).Table("T3").ToString();
    }

    [Fact]
    public void No_cell_is_ever_empty()
    {
        using var run = new MadeUpRun { Blocks = -1, Unavailable = ["docker-native"] };
        var frame = run.Write();
        Assert.All(
            from table in All(frame)
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
        var before = MadeUpRun.Report(run.Write()).Table("T2").Csv;
        MadeUpRun.Rewrite<Sample>(
            run.Folder,
            sample => sample with { WallNs = sample.WallNs + sample.Block * 1_000_000 }
        );
        Assert.NotEqual(before, MadeUpRun.Report(Frame.Load(run.Folder)).Table("T2").Csv);
    }

    /// <summary>A million launches of 410 ms and a little are some 114 hours.</summary>
    [Fact]
    public void Costs_are_hours_of_real_machines_times_a_readers_own_prices()
    {
        using var real = new MadeUpRun { WithFurtherSuites = true };
        using var emulated = new MadeUpRun { WithFurtherSuites = true, EmulatedBy = "qemu 10.0" };
        var report = MadeUpRun.Report(real.Write()).Beside(MadeUpRun.Report(emulated.Write()));

        var hours = report.Costs("F3");
        var costs = report.Costs("F3", "x86-64 0.5, arm64 0.4");

        Assert.Equal(["Target", "hours of x86-64"], hours.Columns.Select(column => column.Header));
        Assert.Equal(["Target", "hours of x86-64", "cost on x86-64"], costs.Columns.Select(column => column.Header));
        var native = costs.Rows.Single(row => row.Cells[0].Word == "native").Cells;
        Assert.Equal(114, native[1].Estimate!.Value, 3.0);
        Assert.Equal(native[1].Estimate!.Value / 2, native[2].Estimate!.Value, 1e-9);
        Assert.Equal(native[1].Estimate!.Lower!.Value / 2, native[2].Estimate!.Lower!.Value, 1e-9);
        Assert.Contains(
            "Without arm64, emulated: hours of an emulator say nothing about what a real processor takes.",
            hours.Notes
        );
    }

    [Theory]
    [InlineData(
        "F3",
        "x86-64",
        "No price in 'x86-64': give a machine and what an hour of it costs, such as x86-64 0.10; there are x86-64."
    )]
    [InlineData(
        "F3",
        "mips 1",
        "No price in 'mips 1': give a machine and what an hour of it costs, such as x86-64 0.10; there are x86-64."
    )]
    [InlineData(
        "F3",
        "x86-64 -1",
        "No price in 'x86-64 -1': give a machine and what an hour of it costs, such as x86-64 0.10; there are x86-64."
    )]
    [InlineData("F2", "", "F2 is about several programs: ask for the costs of an item about one.")]
    public void A_price_that_cannot_be_read_is_answered_with_how_to_write_it(string item, string prices, string message)
    {
        using var run = new MadeUpRun { WithFurtherSuites = true };
        var report = MadeUpRun.Report(run.Write());
        Assert.Equal(message, Assert.Throws<UsageException>(() => report.Costs(item, prices)).Message);
    }

    /// <summary>The second machine takes 1.5 times as long on everything, so that no ratio to native differs.</summary>
    [Fact]
    public void The_table_on_emulation_divides_medians_of_two_machines_and_says_what_it_is_about()
    {
        using var real = new MadeUpRun();
        using var emulated = new MadeUpRun { EmulatedBy = "qemu 10.0" };
        emulated.Write();
        MadeUpRun.Rewrite<Sample>(emulated.Folder, sample => sample with { WallNs = (long)(sample.WallNs * 1.5) });

        var table = MadeUpRun
            .Report(real.Write())
            .Beside(MadeUpRun.Report(Frame.Load(emulated.Folder)))
            .Table("emulation");

        Assert.All(table.Rows, row => Assert.Equal(1.5, row.Cells[4].Estimate!.Value, 1e-3));
        Assert.All(table.Rows, row => Assert.False(row.Cells[4].Estimate!.HasInterval));
        Assert.Contains(
            "It is about qemu 10.0, and says nothing about ARM64 and x86-64.",
            table.Notes[0],
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_program_that_printed_something_else_is_named_in_the_title_on_portability()
    {
        using var first = new MadeUpRun();
        using var second = new MadeUpRun
        {
            EmulatedBy = "qemu 10.0",
            Ending = (workload, target) =>
                (workload, target) == ("fasta", "wasmtime-aot") ? Status.WrongOutput : Status.Ok,
        };
        var same = MadeUpRun.Report(first.Write());
        Assert.EndsWith(
            "one module each, and the same output in all",
            same.Beside(same).Table("D2").Title,
            StringComparison.Ordinal
        );
        var table = same.Beside(MadeUpRun.Report(second.Write())).Table("D2");
        Assert.EndsWith("the same module and output but for fasta", table.Title, StringComparison.Ordinal);
    }

    [Fact]
    public void A_csv_has_one_name_a_column_and_as_many_fields_in_every_line()
    {
        using var run = new MadeUpRun { Unavailable = ["docker-native"] };
        var frame = run.Write();
        foreach (var table in All(frame))
        {
            var names = Header(table);
            Assert.Equal(names.Length, names.Distinct().Count());
            Assert.All(Fields(table), fields => Assert.Equal(names.Length, fields.Length));
        }
    }

    [Fact]
    public void Cells_are_shaded_by_their_ratio_and_the_csv_has_both()
    {
        using var run = new MadeUpRun();
        var table = MadeUpRun.Report(run.Write()).Table("T2-all");
        var column = table.Columns.ToList().FindIndex(column => column.Header == "docker-native");
        Assert.Equal((0, 4), (table.Rows[0].Cells[1].Shade, table.Rows[0].Cells[column].Shade));
        Assert.Contains("shade-4", table.ToDisplayString("text/html"), StringComparison.Ordinal);
        var fields = Fields(table).First();
        var time = double.Parse(fields[Index(table, "docker-native_ns")], CultureInfo.InvariantCulture);
        var native = double.Parse(fields[Index(table, "native_ns")], CultureInfo.InvariantCulture);
        var ratio = double.Parse(fields[Index(table, "docker-native_ns_ratio")], CultureInfo.InvariantCulture);
        Assert.Equal(time / native, ratio, 0.1 * ratio);
    }

    [Fact]
    public void Interpreters_and_compilers_made_to_compile_fast_are_those_that_say_that_they_are_far_from_native()
    {
        using var run = new MadeUpRun { Available = MadeUpRun.ManyTargets };
        var table = MadeUpRun.Report(run.Write()).Table("T6-far");
        string[] expected = [.. MadeUpRun.ManyTargets.Where(target => MadeUpRun.Facts(target).NearNative == false)];
        Assert.Equal(expected.Order(), table.Rows.Select(row => row.Cells[0].Word).Order());
    }

    [Fact]
    public void Memory_is_absolute_with_its_ratio_beside_it()
    {
        using var run = new MadeUpRun();
        var cell = MadeUpRun.Report(run.Write()).Table("T7").Rows[0].Cells[2];
        Assert.Equal((Unit.Bytes, Unit.Ratio), (cell.Estimate!.Unit, cell.Ratio!.Unit));
    }

    [Fact]
    public void A_cell_cut_off_is_a_bound_and_so_is_the_mean_over_it()
    {
        using var run = new MadeUpRun
        {
            Blocks = 0,
            Available = [.. MadeUpRun.Targets, "wasmedge-aot"],
            Ending = (_, target) => target == "wasmedge-aot" ? Status.Timeout : Status.Ok,
        };
        var table = MadeUpRun.Report(run.Write()).Table("T6");
        var column = table.Columns.ToList().FindIndex(column => column.Header == "wasmedge-aot");
        Assert.Equal("> 20 s", table.Rows[0].Cells[column].Value(table.Columns[column]));
        Assert.DoesNotContain("timeout,", table.Csv, StringComparison.Ordinal);
    }

    [Fact]
    public void Compiling_ahead_of_time_is_kept_apart_from_running()
    {
        using var run = new MadeUpRun { Available = MadeUpRun.ManyTargets };
        var table = MadeUpRun.Report(run.Write()).Table("aot-cost");
        string[] expected = [.. MadeUpRun.ManyTargets.Where(Compiled)];
        Assert.Equal(expected.Order(), table.Rows.Select(row => row.Cells[0].Word).Order());
        Assert.All(table.Rows, row => Assert.True(row.Cells[2].Estimate!.Value <= row.Cells[1].Estimate!.Value));
        Assert.All(table.Rows, row => Assert.InRange(row.Cells[^1].Estimate!.Value, 3, 5));

        static bool Compiled(string target) => MadeUpRun.Facts(target) is { IsWasm: true, Mode: Mode.Aot };
    }

    [Fact]
    public void Runtimes_that_share_their_files_share_a_row()
    {
        using var run = new MadeUpRun();
        var row = Assert.Single(MadeUpRun.Report(run.Write()).Table("runtime-sizes").Rows);
        Assert.Equal(("wasmtime-jit", "wasmtime-aot"), (row.Cells[0].Word, row.Cells[1].Word));
    }

    [Fact]
    public void What_the_report_states_of_runtimes_stands_beside_what_was_seen()
    {
        using var run = new MadeUpRun
        {
            Available = [.. MadeUpRun.ManyTargets],
            Unavailable = ["wasmedge-aot"],
            Reason = "it is not installed.",
        };
        var text = MadeUpRun.Report(run.Write()).Table("T1").ToString();
        Assert.Matches("compilers +2022 +Cranelift +Cranelift, Singlepass, LLVM +LLVM", text);
        Assert.Matches("this run +Cranelift, Winch +Cranelift, LLVM, Singlepass +not seen", text);
        Assert.Matches("modes +2022 +JIT, AOT +JIT, AOT +interpreter", text);
        Assert.Contains("7 of 7 right", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Changes_name_both_arguments_where_they_differ_and_no_version_that_the_report_does_not_state()
    {
        using var run = new MadeUpRun { Available = MadeUpRun.ManyTargets };
        var table = MadeUpRun.Report(run.Write()).Table("changes");
        Assert.Matches(@"^\d+ of 66 cells differ", table.Title);
        Assert.NotEmpty(table.Rows);
        Assert.Contains(table.Rows, row => row.Cells[0].Word == "binary-trees 15 (2022: 20)");
        Assert.Contains("states none of its versions", table.ToString(), StringComparison.Ordinal);
        Assert.All(table.Rows, row => Assert.False(row.Cells[5].Estimate!.Value is > 1 / 1.25 and < 1.25));
    }

    private static IEnumerable<Table> All(Frame frame)
    {
        var report = MadeUpRun.Report(frame);
        return Ids.Select(report.Beside(report).Table);
    }

    private static string[] Header(Table table) => table.Csv.Split('\n')[0].Split(',');

    private static int Index(Table table, string name) => Array.IndexOf(Header(table), name);

    private static IEnumerable<string[]> Fields(Table table) =>
        table
            .Csv.TrimEnd('\n')
            .Split('\n')
            .Skip(1)
            .Select(line => Field().Matches(line).Select(field => field.Value).ToArray());

    /// <summary>A field of a line of CSV: quoted where it holds a comma.</summary>
    [GeneratedRegex("(?<=^|,)(\"([^\"]|\"\")*\"|[^,]*)", RegexOptions.ExplicitCapture)]
    private static partial Regex Field();
}
