using System.Xml.Linq;
using Analysis.Estimates;
using Analysis.Figures;
using Analysis.Tests.Fixtures;
using Measurement.Frames;
using Measurement.Journals;
using Measurement.Plans;
using nietras.SeparatedValues;

namespace Analysis.Tests.Figures;

public sealed class FigureTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    /// <summary>The ids of all figures.</summary>
    public static TheoryData<string> All =>
        [.. MadeUpRun.Published.Items.Where(item => item.Figure.Length > 0).Select(item => item.Id)];

    [Fact]
    public void Every_function_that_draws_is_shown_by_an_item() =>
        Assert.Equal(
            Catalogue.Figures.Keys.Order(),
            MadeUpRun.Published.Items.Select(item => item.Figure).Where(name => name.Length > 0).Distinct().Order()
        );

    [Theory, MemberData(nameof(All))]
    public void A_figure_has_the_id_it_goes_by(string name)
    {
        using var run = new MadeUpRun();
        Assert.Equal(name, Draw(name, run.Write()).Id);
    }

    [Theory, MemberData(nameof(All))]
    public void A_figure_is_drawn_with_a_title_and_a_description_for_those_who_cannot_see_it(string name)
    {
        using var run = new MadeUpRun();
        var figure = Draw(name, run.Write());
        var svg = XElement.Parse(figure.Svg);
        Assert.Equal("img", (string?)svg.Attribute("role"));
        Assert.Equal(figure.Title, svg.Element(Svg + "title")!.Value);
        Assert.Equal(figure.Description, svg.Element(Svg + "desc")!.Value);
        Assert.Equal($"{figure.Id}-title {figure.Id}-desc", (string?)svg.Attribute("aria-labelledby"));
        Assert.Equal("760", (string?)svg.Attribute("width"));
        Assert.Contains("95% interval", figure.Subtitle, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(All))]
    public void Ids_in_a_figure_begin_with_its_own_so_that_a_page_can_hold_all(string name)
    {
        using var run = new MadeUpRun();
        var figure = Draw(name, run.Write());
        var ids = XElement.Parse(figure.Svg).Descendants().Attributes("id").Select(id => id.Value);
        Assert.All(ids, id => Assert.StartsWith(figure.Id + "-", id, StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(All))]
    public void The_same_run_gives_the_same_bytes(string name)
    {
        using var run = new MadeUpRun();
        var frame = run.Write();
        Assert.Equal(Draw(name, frame).Svg, Draw(name, Frame.Load(run.Folder)).Svg);
    }

    [Theory, MemberData(nameof(All))]
    public void Text_stays_text_no_smaller_than_11_px_and_fits_with_another_font(string name)
    {
        using var run = new MadeUpRun { Available = MadeUpRun.ManyTargets };
        var texts = XElement.Parse(Draw(name, run.Write()).Svg).Descendants(Svg + "text").ToList();
        Assert.NotEmpty(texts);
        Assert.All(
            texts,
            text =>
            {
                Assert.True((double)text.Attribute("font-size")! >= 11);
                Assert.True((double)text.Attribute("textLength")! > 0);
                Assert.DoesNotContain(',', (string)text.Attribute("x")!);
                Assert.InRange(Left(text), -0.5, 760);
                Assert.InRange(Left(text) + (double)text.Attribute("textLength")!, 0, 760.5);
            }
        );
    }

    [Theory, MemberData(nameof(All))]
    public void Every_row_of_texts_is_free_of_overlap(string name)
    {
        using var run = new MadeUpRun { Available = MadeUpRun.ManyTargets };
        foreach (
            var line in XElement
                .Parse(Draw(name, run.Write()).Svg)
                .Descendants(Svg + "text")
                .GroupBy(text => (string)text.Attribute("y")!)
        )
        {
            var right = double.NegativeInfinity;
            foreach (var text in line.OrderBy(Left))
            {
                Assert.True(Left(text) >= right, $"'{text.Value}' overlaps its neighbour");
                right = Left(text) + (double)text.Attribute("textLength")!;
            }
        }
    }

    [Theory]
    [InlineData("T2")]
    [InlineData("T2-all")]
    [InlineData("T3")]
    [InlineData("T3-timeline")]
    public void Every_target_is_named(string name)
    {
        using var run = new MadeUpRun();
        var texts = Texts(Draw(name, run.Write()));
        Assert.All(
            MadeUpRun.Targets.Where(target => target != "native" || name != "T2-all"),
            target => Assert.Contains(target, texts)
        );
    }

    [Fact]
    public void The_survey_leaves_no_runtime_out()
    {
        using var run = new MadeUpRun { Available = MadeUpRun.ManyTargets };
        var frame = run.Write();
        var runtimes = MadeUpRun.ManyTargets.Where(target => MadeUpRun.Facts(target).IsWasm).ToList();
        Assert.Empty(runtimes.Except(Texts(Draw("F5", frame))));
    }

    [Theory]
    [InlineData("T2-all")]
    [InlineData("T6")]
    [InlineData("T7")]
    public void A_panel_holds_at_most_seven_targets(string name)
    {
        using var run = new MadeUpRun { Available = MadeUpRun.ManyTargets };
        var texts = Texts(Draw(name, run.Write()));
        Assert.InRange(texts.Distinct().Count(MadeUpRun.ManyTargets.Contains), 1, 7);
    }

    [Theory]
    [InlineData("T4")]
    [InlineData("T5")]
    [InlineData("T6")]
    [InlineData("T7")]
    public void A_target_of_the_report_that_the_run_was_not_asked_for_keeps_its_row(string name)
    {
        using var run = new MadeUpRun();
        var texts = Texts(Draw(name, run.Write()));
        Assert.Contains("wasmer-cranelift-aot", texts);
        Assert.Contains("not in the plan", texts);
    }

    [Theory, MemberData(nameof(All))]
    public void A_changed_number_changes_the_figure(string name)
    {
        using var run = new MadeUpRun { Available = MadeUpRun.ManyTargets, WithFurtherSuites = true };
        var before = Draw(name, run.Write());
        MadeUpRun.Rewrite<Sample>(
            run.Folder,
            sample => MadeUpRun.Facts(sample.Target) is { IsWasm: true } or { Container: true } ? More(sample) : sample
        );
        MadeUpRun.Rewrite<Lifecycle>(run.Folder, life => life with { RemovedNs = life.RemovedNs * 3 });
        Assert.NotEqual(before.Svg, Draw(name, Frame.Load(run.Folder)).Svg);

        static Sample More(Sample sample) =>
            sample with
            {
                WallNs = sample.WallNs * 3,
                FirstOutputNs = sample.FirstOutputNs * 3,
                MaxRssBytes = sample.MaxRssBytes * 3,
                PssBytes = sample.PssBytes * 3,
            };
    }

    [Fact]
    public void A_missing_cell_shows_the_word_why()
    {
        using var run = new MadeUpRun
        {
            Unavailable = ["docker-native"],
            Ending = (_, target) => target == "wasmtime-aot" ? Status.Crash : Status.Ok,
        };
        var texts = Texts(Draw("T2", run.Write()));
        Assert.Contains("unavailable", texts);
        Assert.Contains("crash", texts);
    }

    [Fact]
    public void A_launch_that_was_cut_off_is_an_arrow_with_its_limit()
    {
        using var run = new MadeUpRun
        {
            Blocks = 3,
            Available = [.. MadeUpRun.Targets, "wasmedge-aot"],
            Ending = (_, target) => target == "wasmtime-jit" ? Status.Timeout : Status.Ok,
        };
        Assert.Contains(Texts(Draw("T3", run.Write())), text => text.StartsWith("< 10 ms", StringComparison.Ordinal));
        Assert.Contains(
            Texts(Draw("T2", Frame.Load(run.Folder))),
            text => text.StartsWith("> ", StringComparison.Ordinal) && text.EndsWith('x')
        );
    }

    [Theory, MemberData(nameof(All))]
    public void A_cell_that_was_cut_off_in_the_warm_up_and_never_repeated_still_shows_its_limit(string name)
    {
        using var run = new MadeUpRun { Available = MadeUpRun.ManyTargets };
        run.Write();
        var samples = run.Folder.Read<Sample>().Where(sample => !IsSlow(sample) || sample.Phase == Phase.Warmup);
        MadeUpRun.Rewrite(run.Folder, samples.Select(sample => IsSlow(sample) ? Cut(sample) : sample));
        var texts = Texts(Draw(name, Frame.Load(run.Folder)));
        if (name is "T4" or "T5" or "F5")
        {
            Assert.Contains(texts, text => text.StartsWith("> ", StringComparison.Ordinal) && text.EndsWith('x'));
        }
        Assert.DoesNotContain("timeout", texts);

        static bool IsSlow(Sample sample) => sample.Target == "wasmedge-interpreter" && sample.Workload != "startup";
        static Sample Cut(Sample sample) => sample with { Status = Status.Timeout, WallNs = 20_000_000_000 };
    }

    [Theory, MemberData(nameof(All))]
    public void A_run_that_has_only_begun_is_drawn_in_words(string name)
    {
        using var run = new MadeUpRun { Blocks = -1 };
        Assert.Contains("not measured", Texts(Draw(name, run.Write())));
    }

    [Fact]
    public void The_phases_of_a_start_add_up_to_its_end()
    {
        using var run = new MadeUpRun();
        using var lines = Sep.Reader(options => options with { Sep = new Sep(','), Unescape = true })
            .FromText(Draw("T3-timeline", run.Write()).Csv);
        var (sums, ends) = (new Dictionary<string, double>(), new Dictionary<string, double>());
        foreach (var line in lines)
        {
            var target = line["target"].ToString();
            sums[target] = sums.GetValueOrDefault(target) + line["length_ns"].Parse<double>();
            ends[target] = line["until_ns"].Parse<double>();
        }
        Assert.Equal(MadeUpRun.Targets.Order(), sums.Keys.Order());
        Assert.All(ends, end => Assert.Equal(end.Value, sums[end.Key], 1));
    }

    [Fact]
    public void A_first_byte_that_outruns_the_engines_answer_takes_no_negative_time()
    {
        using var run = new MadeUpRun();
        run.Write();
        MadeUpRun.Rewrite<Lifecycle>(run.Folder, life => life with { FirstOutputNs = life.StartedNs - 4_000_000 });
        var timeline = Draw("T3-timeline", Frame.Load(run.Folder));
        Assert.DoesNotContain(Texts(timeline), text => text.StartsWith('-'));
        Assert.Contains("docker-native,start to first byte,", timeline.Csv, StringComparison.Ordinal);
    }

    [Fact]
    public void Kernels_on_two_machines_have_a_row_each_and_their_means_in_the_title()
    {
        using var real = new MadeUpRun { WithFurtherSuites = true };
        using var emulated = new MadeUpRun { WithFurtherSuites = true, EmulatedBy = "qemu 10.0" };
        var report = MadeUpRun.Report(real.Write()).Beside(MadeUpRun.Report(emulated.Write()));
        var figure = report.Figure("F2");
        var texts = Texts(figure);
        Assert.True(texts.IndexOf("trmm") < texts.IndexOf("gemm"), "sorted by native's time");
        Assert.Contains("x86-64", texts);
        Assert.Contains("arm64, emulated", texts);
        var mean = report.Mean("run time without start", "wasmtime-aot", suite: "polybench")!;
        Assert.Contains($"wasmtime-aot {Numbers.Text(mean)}", figure.Title, StringComparison.Ordinal);
        Assert.Contains("on arm64, emulated", figure.Title, StringComparison.Ordinal);
    }

    [Fact]
    public void A_paper_s_ratio_stands_beside_the_machine_that_it_is_about()
    {
        using var real = new MadeUpRun { Available = MadeUpRun.ManyTargets, WithFurtherSuites = true };
        using var other = new MadeUpRun
        {
            Available = MadeUpRun.ManyTargets,
            WithFurtherSuites = true,
            EmulatedBy = "qemu 10.0",
        };
        var figure = MadeUpRun.Report(real.Write()).Beside(MadeUpRun.Report(other.Write())).Figure("F3");
        var published = figure
            .Csv.Split('\n')
            .Where(line => line.Contains("wamr-aot", StringComparison.Ordinal))
            .Select(line => line.Split(',')[^2]);
        Assert.Equal(["2.7", "2.1"], published);
    }

    /// <summary>Figures about two machines compare the run with itself.</summary>
    private static Figure Draw(string name, Frame frame)
    {
        var report = MadeUpRun.Report(frame);
        return report.Beside(report).Figure(name);
    }

    private static List<string> Texts(Figure figure) =>
        [.. XElement.Parse(figure.Svg).Descendants(Svg + "text").Select(text => text.Value)];

    private static double Left(XElement text) =>
        (double)text.Attribute("x")!
        - (
            (double)text.Attribute("textLength")!
            * (
                (string?)text.Attribute("text-anchor") switch
                {
                    "end" => 1,
                    "middle" => 0.5,
                    _ => 0,
                }
            )
        );
}
