using Analysis.Content;
using Analysis.Estimates;
using Analysis.Statistics;
using Analysis.Tables;
using Analysis.Tests.Fixtures;
using Measurement.Frames;

namespace Analysis.Tests.Estimates;

public sealed class BlockwiseTests
{
    /// <summary>Data and certified values of NIST's Statistical Reference Datasets, linear regression, Norris.</summary>
    [Fact]
    public void A_line_of_least_squares_has_the_certified_slope_and_intercept()
    {
        double[] x =
        [
            0.2,
            337.4,
            118.2,
            884.6,
            10.1,
            226.5,
            666.3,
            996.3,
            448.6,
            777.0,
            558.2,
            0.4,
            0.6,
            775.5,
            666.9,
            338.0,
            447.5,
            11.6,
            556.0,
            228.1,
            995.8,
            887.6,
            120.2,
            0.3,
            0.3,
            556.8,
            339.1,
            887.2,
            999.0,
            779.0,
            11.1,
            118.3,
            229.2,
            669.1,
            448.9,
            0.5,
        ];
        double[] y =
        [
            0.1,
            338.8,
            118.1,
            888.0,
            9.2,
            228.1,
            668.5,
            998.5,
            449.1,
            778.9,
            559.2,
            0.3,
            0.1,
            778.1,
            668.8,
            339.3,
            448.9,
            10.8,
            557.7,
            228.3,
            998.0,
            888.8,
            119.6,
            0.3,
            0.6,
            557.6,
            339.3,
            888.0,
            998.5,
            778.9,
            10.2,
            117.6,
            228.9,
            668.4,
            449.2,
            0.2,
        ];
        var line = new LeastSquares(x);

        Assert.Equal(1.00211681802045, line.Slope(y), 1e-12);
        Assert.Equal(-0.262323073774029, line.AtZero(y), 1e-11);
    }

    [Fact]
    public void The_slope_of_a_series_is_what_each_of_the_varied_things_takes()
    {
        using var run = new MadeUpRun { WithFurtherSuites = true };
        var varied = new Varied(MadeUpRun.Report(run.Write()).Item("Q1-count"));

        Assert.Equal([0, 1000, 4000, 16000], varied.Points.Select(point => point.Place));
        Holds(MadeUpRun.WriteMs * 1e6, varied.Slope("native"));
        Holds(1.2 * (1 + ("wasmtime-aot".Length / 100.0)), varied.SlopeRatio("wasmtime-aot", "native"));
    }

    [Fact]
    public void A_line_that_does_not_rise_is_no_measure_for_others()
    {
        using var run = new MadeUpRun { WithFurtherSuites = true };
        var shown = MadeUpRun.Report(run.Write()).Item("Q3-growth");
        // Every launch of a made-up run has as many page faults.
        var (rising, flat) = (new Varied(shown, Metric.ExecutionTime), new Varied(shown, Metric.PageFaults));

        Assert.True(rising.Rises("native"));
        Assert.NotNull(rising.SlopeRatio("wasmtime-jit", "native"));
        Assert.False(flat.Rises("native"));
        Assert.Null(flat.SlopeRatio("wasmtime-jit", "native"));
    }

    [Fact]
    public void A_break_even_that_some_blocks_never_reach_has_an_open_interval()
    {
        using var run = new MadeUpRun { WithFurtherSuites = true };
        var frame = run.Write();
        CellSide[] cells = [new("startup", Metric.StartupTime, "native")];
        var open = Blockwise.Of(frame, cells, _ => double.PositiveInfinity, Unit.Nanoseconds, "never");

        Assert.Equal((double.PositiveInfinity, double.PositiveInfinity), (open!.Value, open.Upper));
    }

    [Fact]
    public void A_launch_that_was_cut_off_gives_no_slope()
    {
        using var run = new MadeUpRun
        {
            WithFurtherSuites = true,
            Ending = (program, _) =>
                program == "write-count-61-16000"
                    ? Measurement.Journals.Status.Timeout
                    : Measurement.Journals.Status.Ok,
        };

        Assert.Null(new Varied(MadeUpRun.Report(run.Write()).Item("Q1-count")).Slope("native"));
    }

    [Fact]
    public void A_line_goes_through_the_instances_that_a_memory_limit_held()
    {
        using var run = new MadeUpRun
        {
            WithFurtherSuites = true,
            Ending = (program, target) =>
                (program, target) == ("crowd-waiting-8", "wasmtime-jit")
                    ? Measurement.Journals.Status.OutOfMemory
                    : Measurement.Journals.Status.Ok,
        };
        var shown = MadeUpRun.Report(run.Write()).Item("Q6-memory");
        var (all, own) = (new Varied(shown), new Varied(shown, Metric.PrivateMemory));

        Assert.Equal([1, 2, 4], all.Held("wasmtime-jit").Select(point => point.Place));
        Assert.Equal([1, 2, 4, 8], all.Held("native").Select(point => point.Place));
        Holds(5 << 20, all.Slope("native"));
        Holds(0.75 * (5 << 20), own.Slope("native"));
        Assert.NotNull(all.Slope("wasmtime-jit"));
        Assert.Contains("4, not 8", $"{CrowdTable.Of(shown)}");
    }

    [Fact]
    public void Programs_that_were_not_measured_have_no_line()
    {
        using var run = new MadeUpRun();

        Assert.Null(new Varied(MadeUpRun.Report(run.Write()).Item("Q1-count")).Slope("native"));
    }

    private static void Holds(double truth, Estimate? estimate) =>
        Assert.True(estimate!.Lower <= truth && truth <= estimate.Upper, $"{truth} is not in {estimate}");
}
