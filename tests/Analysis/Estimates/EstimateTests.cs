using Analysis.Estimates;
using Analysis.Statistics;
using Analysis.Tests.Fixtures;
using Measurement;
using Measurement.Frames;
using Measurement.Journals;
using Measurement.Plans;

namespace Analysis.Tests.Estimates;

public sealed class EstimateTests
{
    private static readonly double[] TenBlocks = [1000, 1010, 1020, 990, 1005, 1001, 1030, 998, 1003, 1011];

    [Fact]
    public void The_median_of_a_cell_carries_its_unit_its_interval_and_its_count()
    {
        using var run = new MeasuredRun().With("fasta", "native", TenBlocks);
        var median = Estimator.Median(run.Frame, Metric.ExecutionTime, "fasta", "native")!;
        Assert.Equal(
            (1004, Unit.Nanoseconds, 10, (double?)0.95),
            (median.Value, median.Unit, median.Count, median.Confidence)
        );
        Assert.Equal(((double?)998, (double?)1020), (median.Lower, median.Upper));
    }

    [Fact]
    public void A_ratio_cancels_drift_that_both_sides_share()
    {
        var drifting = TenBlocks.Select((value, block) => value * Math.Pow(2, block)).ToArray();
        using var run = new MeasuredRun()
            .With("fasta", "native", drifting)
            .With("fasta", "docker-native", drifting.Select(value => value * 3));
        var ratio = Estimator.Ratio(run.Frame, Metric.ExecutionTime, "fasta", "docker-native", "native")!;
        Assert.All([ratio.Value, ratio.Lower!.Value, ratio.Upper!.Value], value => Assert.Equal(3, value, 1e-9));
    }

    [Fact]
    public void Five_blocks_are_too_few_for_an_interval_and_six_are_enough()
    {
        using var five = new MeasuredRun().With("fasta", "native", TenBlocks.Take(5));
        using var six = new MeasuredRun().With("fasta", "native", TenBlocks.Take(6));
        Assert.False(Estimator.Median(five.Frame, Metric.ExecutionTime, "fasta", "native")!.HasInterval);
        Assert.True(Estimator.Median(six.Frame, Metric.ExecutionTime, "fasta", "native")!.HasInterval);
        Assert.False(Estimator.Ratio(five.Frame, Metric.ExecutionTime, "fasta", "native", "native")!.HasInterval);
        Assert.True(Estimator.Ratio(six.Frame, Metric.ExecutionTime, "fasta", "native", "native")!.HasInterval);
    }

    [Fact]
    public void The_plan_says_the_level_of_the_intervals()
    {
        using var run = new MeasuredRun(confidence: 0.99).With("fasta", "native", TenBlocks);
        var median = Estimator.Median(run.Frame, Metric.ExecutionTime, "fasta", "native")!;
        Assert.Equal(((double?)0.99, (double?)990, (double?)1030), (median.Confidence, median.Lower, median.Upper));
    }

    [Theory]
    [InlineData("slow", "native", Bound.AtLeast, 15)]
    [InlineData("native", "slow", Bound.AtMost, 1.0 / 15)]
    public void A_timeout_on_one_side_of_a_ratio_gives_a_bound(string above, string below, Bound bound, double value)
    {
        using var run = new MeasuredRun()
            .With("fasta", "native", [100, 100, 100])
            .With("fasta", "slow", [1500], sample => sample with { Status = Status.Timeout });
        var ratio = Estimator.Ratio(run.Frame, Metric.ExecutionTime, "fasta", above, below)!;
        Assert.Equal((bound, false), (ratio.Bound, ratio.HasInterval));
        Assert.Equal(value, ratio.Value, 1e-9);
    }

    [Fact]
    public void Timeouts_on_both_sides_give_no_ratio()
    {
        using var run = new MeasuredRun().With("fasta", "a", [9], Cut).With("fasta", "b", [9], Cut);
        Assert.Null(Estimator.Ratio(run.Frame, Metric.ExecutionTime, "fasta", "a", "b"));

        static Sample Cut(Sample sample) => sample with { Status = Status.Timeout };
    }

    [Fact]
    public void A_launch_cut_off_in_the_warm_up_bounds_the_ratio_in_every_block()
    {
        using var run = new MeasuredRun()
            .With("fasta", "native", TenBlocks.Prepend(500), sample => sample.Block == 0 ? Warm(sample) : sample)
            .With("fasta", "slow", [9000], sample => Warm(sample) with { Status = Status.Timeout });
        var (above, below) = (Ratio("slow", "native"), Ratio("native", "slow"));
        Assert.Equal((Bound.AtLeast, 10), (above.Bound, above.Count));
        Assert.Equal(9, above.Value, 0.3);
        Assert.Equal((Bound.AtMost, 10), (below.Bound, below.Count));
        var median = Estimator.Median(run.Frame, Metric.ExecutionTime, "fasta", "slow")!;
        Assert.Equal((Bound.AtLeast, 9000), (median.Bound, median.Value));

        Estimate Ratio(string above, string below) =>
            Estimator.Ratio(run.Frame, Metric.ExecutionTime, "fasta", above, below)!;
        static Sample Warm(Sample sample) => sample with { Phase = Phase.Warmup };
    }

    [Fact]
    public void A_cell_that_ended_well_before_it_was_cut_off_is_not_bounded_where_it_was_not_launched()
    {
        using var run = new MeasuredRun()
            .With("fasta", "native", TenBlocks)
            .With("fasta", "slow", [2000, 2000, 9000], Cut);
        Assert.Equal(3, Estimator.Ratio(run.Frame, Metric.ExecutionTime, "fasta", "slow", "native")!.Count);

        static Sample Cut(Sample sample) => sample.Block < 2 ? sample : sample with { Status = Status.Timeout };
    }

    [Fact]
    public void Several_targets_on_one_side_are_their_geometric_mean_within_each_block()
    {
        using var run = new MeasuredRun()
            .With("fasta", "native", TenBlocks)
            .With("fasta", "twice", TenBlocks.Select(value => value * 2))
            .With("fasta", "eight", TenBlocks.Select(value => value * 8).Take(7));
        var native = new Side(Metric.ExecutionTime, "native");
        var both = new Side(Metric.ExecutionTime, "twice", "eight");
        var ratio = Estimator.Ratio(run.Frame, "fasta", both, native)!;
        Assert.Equal((4, 7), (Math.Round(ratio.Value, 6), ratio.Count));
        Assert.Null(Estimator.Ratio(run.Frame, "fasta", both with { Targets = ["twice", "missing"] }, native));
    }

    [Fact]
    public void A_geometric_mean_has_an_interval_although_a_long_program_has_three_blocks()
    {
        using var run = new MeasuredRun();
        foreach (var (workload, blocks) in new[] { ("a", 10), ("b", 10), ("c", 10), ("d", 10), ("long", 3) })
        {
            run.With(workload, "native", TenBlocks.Take(blocks))
                .With(workload, "slow", TenBlocks.Take(blocks).Select(value => value * 2));
        }
        Assert.True(
            Estimator
                .GeometricMean(run.Frame, Metric.ExecutionTime, ["a", "b", "c", "d", "long"], "slow", "native")!
                .HasInterval
        );
    }

    [Fact]
    public void A_median_is_a_bound_only_when_the_timeouts_reach_the_middle()
    {
        using var run = new MeasuredRun()
            .With("fasta", "often", TenBlocks, sample => CutFrom(sample, 4))
            .With("fasta", "once", TenBlocks, sample => CutFrom(sample, 9));
        Assert.Equal(Bound.AtLeast, Estimator.Median(run.Frame, Metric.ExecutionTime, "fasta", "often")!.Bound);
        Assert.Equal(Bound.None, Estimator.Median(run.Frame, Metric.ExecutionTime, "fasta", "once")!.Bound);

        static Sample CutFrom(Sample sample, int block) =>
            sample.Block < block ? sample : sample with { WallNs = 9000, Status = Status.Timeout };
    }

    [Fact]
    public void A_zero_has_no_ratio_and_a_cell_without_samples_no_estimate()
    {
        using var run = new MeasuredRun().With("fasta", "native", TenBlocks).With("fasta", "zero", [0, 1, 2]);
        Assert.Null(Estimator.Ratio(run.Frame, Metric.ExecutionTime, "fasta", "zero", "native"));
        Assert.Null(Estimator.Ratio(run.Frame, Metric.ExecutionTime, "fasta", "missing", "native"));
        Assert.Null(Estimator.Median(run.Frame, Metric.ExecutionTime, "fasta", "missing"));
        Assert.Null(Estimator.GeometricMean(run.Frame, Metric.ExecutionTime, ["fasta"], "missing", "native"));
    }

    [Fact]
    public void Warm_ups_with_arguments_of_their_own_say_nothing_about_a_cell()
    {
        using var run = new MeasuredRun(warmupSize: "quick")
            .With("fasta", "native", [9000], Warm)
            .With("fasta", "native", TenBlocks);
        var median = Estimator.Median(run.Frame, Metric.ExecutionTime, "fasta", "native");
        Assert.Equal((TenBlocks.Length, Bound.None), (median!.Count, median.Bound));

        static Sample Warm(Sample sample) =>
            sample with
            {
                Arguments = "small",
                Phase = Phase.Warmup,
                Status = Status.Timeout,
            };
    }

    [Fact]
    public void Runs_with_different_arguments_are_not_mixed()
    {
        using var run = new MeasuredRun()
            .With("fasta", "native", TenBlocks)
            .With("fasta", "native", TenBlocks, sample => sample with { Arguments = "25000000" });
        var fault = Assert.Throws<MeasurementException>(() =>
            Estimator.Median(run.Frame, Metric.ExecutionTime, "fasta", "native")
        );
        Assert.Contains("fasta was measured with different arguments ('1', '25000000')", fault.Message);
    }

    [Fact]
    public void The_geometric_mean_weighs_each_workload_the_same()
    {
        using var run = new MeasuredRun();
        foreach (var (workload, ratio) in new[] { ("a", 1.0), ("b", 2.0), ("c", 4.0), ("d", 8.0), ("e", 16.0) })
        {
            run.With(workload, "native", TenBlocks).With(workload, "slow", TenBlocks.Select(value => value * ratio));
        }
        var mean = Mean("a", "b", "c", "d", "e");
        Assert.Equal((4.0, 50), (Math.Round(mean.Value, 9), mean.Count));
        Assert.Contains("5 workloads", mean.Method);
        Assert.True(mean is { HasInterval: true, Lower: > 1 and < 4, Upper: > 4 and < 16 });
        Assert.False(Mean("a", "b", "c", "d").HasInterval);

        Estimate Mean(params string[] workloads) =>
            Estimator.GeometricMean(run.Frame, Metric.ExecutionTime, workloads, "slow", "native")!;
    }

    [Fact]
    public void The_geometric_mean_of_one_workload_is_its_ratio_and_says_so()
    {
        using var run = new MeasuredRun().With("a", "native", TenBlocks).With("a", "slow", TenBlocks.Reverse());
        var ratio = Estimator.Ratio(run.Frame, Metric.ExecutionTime, "a", "slow", "native")!;
        var mean = Estimator.GeometricMean(run.Frame, Metric.ExecutionTime, ["a", "b"], "slow", "native")!;
        Assert.Equal(ratio, mean with { Method = ratio.Method });
        Assert.StartsWith("one workload only", mean.Method);
    }

    [Fact]
    public void A_mean_is_over_what_finished_and_a_bound_over_all_stands_beside_it()
    {
        using var run = new MeasuredRun()
            .With("a", "native", TenBlocks)
            .With("a", "slow", TenBlocks)
            .With("b", "native", TenBlocks)
            .With("b", "slow", [16_000], sample => sample with { Status = Status.Timeout });
        string[] programs = ["a", "b"];
        Side slow = new(Metric.ExecutionTime, "slow");
        Side native = new(Metric.ExecutionTime, "native");
        var mean = Estimator.GeometricMean(run.Frame, programs, slow, native)!;
        Assert.Equal((Bound.None, 1), (mean.Bound, Math.Round(mean.Value, 6)));
        Assert.Equal(["b"], Estimator.CutOff(run.Frame, programs, slow, native));
        var bound = Estimator.BoundOfMean(run.Frame, programs, slow, native)!;
        Assert.Equal((Bound.AtLeast, 4), (bound.Bound, Math.Round(bound.Value, 1)));
    }

    [Fact]
    public void A_target_that_finishes_less_than_half_of_the_programs_has_a_bound_for_its_mean()
    {
        using var run = new MeasuredRun().With("a", "native", TenBlocks).With("a", "slow", TenBlocks);
        foreach (var program in (string[])["b", "c"])
        {
            run.With(program, "native", TenBlocks)
                .With(program, "slow", [16_000], sample => sample with { Status = Status.Timeout });
        }
        var mean = Estimator.GeometricMean(run.Frame, Metric.ExecutionTime, ["a", "b", "c"], "slow", "native")!;
        Assert.Equal(Bound.AtLeast, mean.Bound);
    }

    [Fact]
    public void Too_few_blocks_for_an_interval_give_the_ratio_of_the_medians()
    {
        // One launch of 13.2 s among three turns the Hodges-Lehmann estimate of the pairs, and not the medians.
        using var run = new MeasuredRun()
            .With("a", "native", [6_000, 6_100, 13_200])
            .With("a", "other", [4_000, 4_100, 4_200]);
        var ratio = Estimator.Ratio(run.Frame, Metric.ExecutionTime, "a", "other", "native")!;
        Assert.Equal((4_100 / 6_100.0, false), (ratio.Value, ratio.HasInterval));
        Assert.Contains("too few blocks", ratio.Method, StringComparison.Ordinal);
    }

    [Fact]
    public void Outliers_are_shown_with_and_without_never_deleted()
    {
        using var run = new MeasuredRun().With("fasta", "native", [.. TenBlocks, 99_999]);
        var all = Estimator.Median(run.Frame, Metric.ExecutionTime, "fasta", "native")!;
        var without = Estimator.MedianWithoutOutliers(run.Frame, Metric.ExecutionTime, "fasta", "native")!;
        Assert.Equal((11, 10), (all.Count, without.Count));
    }

    [Fact]
    public void A_shift_in_time_is_found_and_a_steady_cell_is_left_alone()
    {
        var drift = Drift.Test([.. TenBlocks, .. TenBlocks.Select(value => value + 500)]);
        Assert.Equal((10, true), (drift.Index, drift.PValue < 0.01));
        Assert.True(Drift.Test([.. TenBlocks, .. TenBlocks]).PValue > 0.5);
    }

    [Theory]
    [InlineData(0.985, 1.015, "the same")]
    [InlineData(1 / 1.02, 1.02, "the same")]
    [InlineData(1.01, 1.05, "undecided")]
    [InlineData(1.02, 1.05, "undecided")]
    [InlineData(1.0201, 1.05, "slower")]
    [InlineData(0.8, 0.98, "faster")]
    [InlineData(0.8, 1 / 1.02, "undecided")]
    [InlineData(0.9, 1.1, "undecided")]
    public void A_difference_within_the_margin_is_the_same_not_a_winner(double lower, double upper, string word)
    {
        var ratio = new Estimate(Math.Sqrt(lower * upper), lower, upper, 0.95, 10, Unit.Ratio, "");
        Assert.Equal(word, Equivalence.Compare(ratio).Word(Unit.Nanoseconds));
    }

    [Theory]
    [InlineData(10, 0.02, false)] // The first look.
    [InlineData(20, 0.02, true)]
    [InlineData(30, 0.02, false)] // The last block.
    [InlineData(20, 0.0001, false)] // Something else ended it.
    [InlineData(20, null, false)]
    public void A_ratio_that_reaching_the_goal_ended_gets_a_wider_interval(int blocks, double? goal, bool wider)
    {
        var values = Enumerable.Repeat(TenBlocks, 3).SelectMany(ten => ten).Take(blocks).ToArray();
        using var run = new MeasuredRun(precision: goal)
            .With("fasta", "native", values)
            .With("fasta", "slow", values.Reverse());
        var ratio = Estimator.Ratio(run.Frame, Metric.ExecutionTime, "fasta", "slow", "native")!;
        var logs = new WalshAverages([.. values.Reverse().Zip(values, (above, below) => Math.Log(above / below))]);
        var ends = logs.SignedRankInterval(wider ? 0.975 : 0.95);
        Assert.Equal((Math.Exp(ends.Lower), Math.Exp(ends.Upper)), (ratio.Lower, ratio.Upper));
        Assert.Equal((0.95, wider), (ratio.Confidence, ratio.Method.Contains("wider", StringComparison.Ordinal)));
    }

    [Fact]
    public void Precision_is_infinite_without_an_interval_and_shrinks_with_more_pairs()
    {
        var precision = new IntervalPrecision();
        var random = new Random(1);
        var pairs = Enumerable
            .Range(0, 400)
            .Select(_ => (100 + random.NextDouble(), 100 + random.NextDouble()))
            .ToArray();
        double[] widths = [.. new[] { 5, 10, 50, 51, 400 }.Select(n => precision.OfRatio(pairs[..n], 0.95))];
        Assert.Equal(double.PositiveInfinity, widths[0]);
        Assert.Equal(widths.OrderDescending(), widths);
        Assert.Equal(0.01, precision.OfMedian([99, 99, 100, 100, 101, 101], 0.95), 1e-12);
        Assert.Equal(double.PositiveInfinity, precision.OfMedian([99, 100], 0.95));
    }

    [Theory]
    [InlineData(0.9, 5)]
    [InlineData(0.95, 6)]
    [InlineData(0.99, 8)]
    [InlineData(0.999, 11)]
    public void An_interval_needs_this_many_pairs_and_there_is_none_with_one_less(double confidence, int fewest)
    {
        var precision = new IntervalPrecision();
        var pairs = Enumerable.Range(1, fewest).Select(n => (100.0 + n, 100.0)).ToArray();

        Assert.Equal(fewest, precision.FewestForInterval(confidence));
        Assert.NotEqual(double.PositiveInfinity, precision.OfRatio(pairs, confidence));
        Assert.Equal(double.PositiveInfinity, precision.OfRatio(pairs[1..], confidence));
    }
}
