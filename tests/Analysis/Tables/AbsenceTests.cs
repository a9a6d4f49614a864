using Analysis.Tests.Fixtures;
using Measurement.Frames;

namespace Analysis.Tests.Tables;

/// <summary>In the place of a number that is missing stands the reason that is true of it.</summary>
public sealed class AbsenceTests
{
    [Fact]
    public void Two_targets_of_different_runs_have_no_ratio_and_say_so()
    {
        using var first = new MadeUpRun { Available = ["native", "wasmtime-aot", "docker-native"] };
        using var second = Another("native", "docker-wasmtime-aot");

        var table = Together(first, second).Table("T3");
        var row = table.Rows.Single(row => row.Cells[0].Word == "docker-wasmtime-aot");

        Assert.NotNull(row.Cells[1].Estimate);
        Assert.Equal((null, "not in one run"), (row.Cells[^1].Estimate, row.Cells[^1].Word));
        Assert.Contains(
            "Of a run of their own, beside its own native, to which their ratios are: docker-wasmtime-aot.",
            table.Notes
        );
        using var alone = new MadeUpRun();
        Assert.DoesNotContain(
            MadeUpRun.Report(alone.Write()).Table("T3").Notes,
            note => note.StartsWith("Of a run", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void A_mean_of_targets_of_different_runs_says_that_not_all_are_in_one()
    {
        using var first = new MadeUpRun { Available = ["native", "wasmtime-jit"] };
        using var second = Another("native", "wasmer-llvm-jit");
        var report = Together(first, second);

        var mean = report.Table("F5").Rows[^1];

        Assert.Equal(
            ["2 just in time", "-", "not all in one run", "not all in one run", "-"],
            mean.Cells.Select(cell => cell.Word)
        );
        Assert.Contains("not all in one run", report.Figure("F5").Svg, StringComparison.Ordinal);
    }

    [Fact]
    public void A_command_and_a_host_of_different_runs_are_not_compared_and_say_so()
    {
        using var first = new MadeUpRun { Available = ["native", "wasmtime-jit", "wasmtime-aot"] };
        using var second = Another("native", "wasmtime-cli-jit", "wasmtime-cli-aot");
        Assert.All(
            Together(first, second).Table("wasmtime-cli").Rows,
            row => Assert.Equal(("not in one run", "not in one run"), (row.Cells[1].Word, row.Cells[3].Word))
        );
    }

    [Fact]
    public void A_target_that_one_machines_plan_has_not_is_not_in_the_plan_there()
    {
        using var all = new MadeUpRun { WithFurtherSuites = true };
        using var fewer = new MadeUpRun
        {
            WithFurtherSuites = true,
            EmulatedBy = "qemu 10.0",
            Available = ["native", "wasmtime-aot"],
        };

        var figure = MadeUpRun.Report(all.Write()).Beside(MadeUpRun.Report(fewer.Write())).Figure("F3");

        Assert.Contains("emulated\",wasmtime-jit,not in the plan,", figure.Csv, StringComparison.Ordinal);
        Assert.DoesNotContain("not measured", figure.Csv, StringComparison.Ordinal);
    }

    private static MadeUpRun Another(params string[] targets) =>
        new() { Id = "20260118-093000-made-up", Available = targets };

    private static Report Together(MadeUpRun first, MadeUpRun second)
    {
        first.Write();
        second.Write();
        return MadeUpRun.Report(Frame.Load(first.Folder, second.Folder));
    }
}
