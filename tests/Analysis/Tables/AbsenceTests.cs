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
        Assert.Contains("docker-wasmtime-aot: of another run, relative to its own native.", table.Notes);
        using var alone = new MadeUpRun();
        Assert.DoesNotContain(
            MadeUpRun.Report(alone.Write()).Table("T3").Notes,
            note => note.Contains("of another run", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void There_is_no_mean_of_targets_that_are_not_all_of_one_run()
    {
        using var first = new MadeUpRun { Available = ["native", "wasmtime-jit"] };
        using var second = Another("native", "wasmer-llvm-jit");
        using var third = new MadeUpRun { Available = ["native", "wasmtime-jit", "wasmer-llvm-jit"] };
        var report = Together(first, second);

        Assert.DoesNotContain("just in time", $"{report.Table("F5")}", StringComparison.Ordinal);
        Assert.DoesNotContain("Below the rule", report.Figure("F5").Subtitle, StringComparison.Ordinal);
        Assert.Contains(
            "Below the rule",
            MadeUpRun.Report(third.Write()).Figure("F5").Subtitle,
            StringComparison.Ordinal
        );
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
