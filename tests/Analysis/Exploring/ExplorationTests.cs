using System.Globalization;
using System.Text.Json.Nodes;
using Analysis.Estimates;
using Analysis.Exploring;
using Analysis.Tests.Fixtures;
using Measurement.Frames;
using Measurement.Journals;
using nietras.SeparatedValues;

namespace Analysis.Tests.Exploring;

/// <summary>The numbers that the explorer page selects from.</summary>
public sealed class ExplorationTests : IDisposable
{
    private readonly MadeUpRun _run = new()
    {
        // Reaches its limit on one program.
        Ending = (program, target) => (program, target) is ("fasta", "wasmtime-jit") ? Status.Timeout : Status.Ok,
    };

    private readonly Frame _frame;

    public ExplorationTests() => _frame = _run.Write();

    public void Dispose() => _run.Dispose();

    [Fact]
    public void Runs_of_two_machines_of_one_kind_have_titles_of_their_own()
    {
        using var run = new MadeUpRun();
        run.Write();
        var here = Title();
        var text = File.ReadAllText(run.Folder.InfoFile);
        File.WriteAllText(run.Folder.InfoFile, text.Replace($"\"{run.Folder.Info().Host.Id}\"", "\"another\""));

        Assert.NotEqual(here, Title());

        string Title() => ExploredRuns.Load([new RunFolder(run.Folder.Path)], isLocal: false).Title;
    }

    [Fact]
    public void A_ratio_is_the_one_that_a_notebook_gets()
    {
        var report = MadeUpRun.Report(_frame);
        var lines = Lines(_frame);

        foreach (var quantity in new[] { "run time", "peak memory" })
        {
            var ratio = report.Ratio(quantity, "n-body", "wasmtime-aot", "wasmtime-jit")!;
            AssertSame(ratio, lines[(quantity, "n-body 1000000", "wasmtime-aot", "wasmtime-jit")]);
        }
        var mean = report.Mean("run time", "wasmtime-aot", "docker-native")!;
        AssertSame(mean, lines[("run time", "geometric mean", "wasmtime-aot", "docker-native")]);
        var start = report.Ratio("startup", "startup", "docker-native", "wasmtime-aot")!;
        AssertSame(start, lines[("time to start", "startup", "docker-native", "wasmtime-aot")]);
    }

    [Fact]
    public void Every_two_targets_are_compared_on_every_program_in_every_quantity()
    {
        var lines = Lines(_frame);
        foreach (var program in _frame.ProgramsOf("games"))
        {
            foreach (var target in MadeUpRun.Targets)
            {
                Assert.True(lines.ContainsKey(("run time", _frame.WithArguments(program), target, "")));
                foreach (var baseline in MadeUpRun.Targets.Where(other => other != target))
                {
                    Assert.All(
                        // A made-up container takes longer to start than to run, so its time without the start has no ratio.
                        Choice.All.Where(choice =>
                            !choice.OfStart
                            && (
                                choice is not SampledChoice { IsNet: true }
                                || !_frame.IsContainer(target) && !_frame.IsContainer(baseline)
                            )
                        ),
                        choice =>
                            Assert.True(
                                lines.ContainsKey((choice.Name, _frame.WithArguments(program), target, baseline)),
                                $"{choice.Name} of {target} on {program} against {baseline}"
                            )
                    );
                }
            }
        }
    }

    [Fact]
    public void A_launch_that_reached_its_limit_gives_a_bound_and_the_mean_says_how_many_programs_it_is_over()
    {
        Assert.Equal("at least", Lines(_frame)[("run time", "fasta 500000", "wasmtime-jit", "native")]["bound"]);

        var runs = JsonNode.Parse(new Exploration([new("made up", _frame)]).Json)!.AsArray()[0]!;
        string[] targets = [.. runs["targets"]!.AsArray().Select(target => (string)target!["name"]!)];
        var columns = runs["quantities"]![0]!["columns"]!.AsArray();
        Assert.StartsWith("> ", Cell("fasta 500000"), StringComparison.Ordinal);
        Assert.EndsWith("|5 of 6 programs", Cell("geometric mean"), StringComparison.Ordinal);

        string Cell(string column) =>
            (
                (string)
                    columns.Single(each => (string)each!["name"]! == column)!["ratios"]![
                        Array.IndexOf(targets, "native")
                    ]!
            ).Split(';')[Array.IndexOf(targets, "wasmtime-jit")];
    }

    [Fact]
    public void A_bound_of_a_mean_is_over_the_programs_that_were_cut_off_too()
    {
        using var slow = new MadeUpRun
        {
            Ending = (program, target) =>
                target == "wasmtime-jit" && program is not ("n-body" or "startup") ? Status.Timeout : Status.Ok,
        };
        var mean = Assert.Single(
            new ExploredRuns("made up", slow.Write()).Columns,
            column => column is { Choice.Name: "run time", Name: "geometric mean" }
        );
        var row = Assert.Single(mean.Ratios, row => row.Baseline == "native");
        var target = Array.IndexOf(MadeUpRun.Targets, "wasmtime-jit");
        Assert.Equal((Bound.AtLeast, "6 programs"), (row.Ratios[target]!.Bound, row.Counts[target]));
    }

    [Fact]
    public void A_program_of_another_suite_is_in_no_mean()
    {
        using var with = new MadeUpRun
        {
            Own = new MadeUpProgram("zz-own", "7", NativeMs: 400, Aot: 9, Mib: 300),
            Ending = _run.Ending,
        };
        var (more, less) = (Lines(with.Write()), Lines(_frame));
        Assert.Contains(("run time", "zz-own 7", "wasmtime-aot", "native"), more.Keys);
        Assert.All(
            less.Where(line => line.Key.On.StartsWith("geometric mean", StringComparison.Ordinal)),
            line => Assert.Equal(line.Value["value"], more[line.Key]["value"])
        );
    }

    [Theory]
    [InlineData("quick", 1)]
    [InlineData("writes", 0)]
    public void Programs_that_vary_one_thing_for_a_question_have_no_mean(string size, int means)
    {
        using var run = new MeasuredRun(size);
        foreach (var program in new[] { "fasta", "simple" })
        {
            run.With(program, "native", [1e6, 2e6]).With(program, "wasmtime-aot", [2e6, 4e6]);
        }
        Assert.Equal(
            means,
            new ExploredRuns("measured", run.Frame).Columns.Count(column =>
                column is { Choice.Name: "run time", Programs.Count: > 1 }
            )
        );
    }

    [Fact]
    public void A_run_without_a_start_has_no_time_without_it()
    {
        using var run = new MeasuredRun();
        run.With("simple", "native", [1e6, 2e6]).With("simple", "wasmtime-aot", [2e6, 4e6]);
        var lines = Lines(run.Frame);
        Assert.Contains(("run time", "simple 1", "wasmtime-aot", "native"), lines.Keys);
        Assert.DoesNotContain(lines.Keys, line => line.Quantity == "run time without start-up");
    }

    [Fact]
    public void Script_in_a_name_stays_text()
    {
        var json = new Exploration([new("</script><script>alert(1)</script>", _frame)]).Json;
        Assert.DoesNotContain("</script", json, StringComparison.OrdinalIgnoreCase);
    }

    private static void AssertSame(Estimate expected, IReadOnlyDictionary<string, string> line) =>
        Assert.Equal(
            [Digits(expected.Value), Digits(expected.Lower!.Value), Digits(expected.Upper!.Value)],
            [line["value"], line["low"], line["high"]]
        );

    private static string Digits(double value) => value.ToString("G6", CultureInfo.InvariantCulture);

    private static Dictionary<
        (string Quantity, string On, string Target, string Baseline),
        IReadOnlyDictionary<string, string>
    > Lines(Frame frame)
    {
        using var reader = Sep.Reader(options => options with { Sep = new Sep(','), Unescape = true })
            .FromText(new Exploration([new("made up", frame)]).Csv);
        var lines = new Dictionary<(string, string, string, string), IReadOnlyDictionary<string, string>>();
        foreach (var row in reader)
        {
            var line = new Dictionary<string, string>();
            foreach (var name in reader.Header.ColNames)
            {
                line[name] = row[name].ToString();
            }
            lines.Add((line["quantity"], line["on"], line["target"], line["baseline"]), line);
        }
        return lines;
    }
}
