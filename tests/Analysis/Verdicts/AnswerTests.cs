using Analysis.Tests.Fixtures;
using Analysis.Verdicts;

namespace Analysis.Tests.Verdicts;

/// <summary>The questions that pages answer first.</summary>
public sealed class AnswerTests
{
    private const string Faster = "Is it faster to run?";
    private static readonly double[] Blocks = [100, 101, 99, 102, 98, 100, 103, 97, 100, 100];

    [Fact]
    public void It_is_yes_where_every_program_has_it()
    {
        var answer = Containers(_ => 1.5, Faster);

        Assert.Equal("Yes", answer.Word);
        Assert.Contains("Over all 6 programs, a container takes 1.50x", Text(answer), StringComparison.Ordinal);
    }

    [Fact]
    public void Where_one_program_clearly_has_more_and_another_less_it_depends_on_the_program()
    {
        var answer = Containers(program => program == "n-body" ? 0.9 : 1.5, Faster);

        Assert.Equal("It depends on the program", answer.Word);
    }

    [Fact]
    public void A_mean_that_hangs_on_one_program_names_it_and_says_what_it_is_without()
    {
        var answer = Containers(program => program == "fasta" ? 80 : 1, Faster);

        Assert.Contains(
            "; on fasta alone it is 80.0x, over the other 5 programs 1.00x",
            Text(answer),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Memory_is_asked_of_every_program_and_not_only_of_the_one_that_the_report_measured()
    {
        var answer = Containers(program => program == "binary-trees" ? 1.5 : 0.4, "Does it take less memory?");

        Assert.Equal("It depends on the program", answer.Word);
        Assert.Matches(
            "; from 0[.][0-9]+x on [a-z-]+ to 1[.][0-9]+x on binary-trees|; on binary-trees alone",
            Text(answer)
        );
    }

    [Fact]
    public void The_machine_and_what_was_compared_are_named()
    {
        using var run = Run(_ => 1.5);

        var basis = Answers(run).Basis;

        Assert.Contains(": any with 2 cores; ", basis, StringComparison.Ordinal);
        Assert.Contains("wasmedge", basis, StringComparison.Ordinal);
    }

    private static string Text(Answer answer) => string.Join(". ", answer.Sentences);

    /// <summary>The answer where containers take so many times what a Wasm runtime takes, in time and in memory.</summary>
    private static Answer Containers(Func<string, double> factor, string question)
    {
        using var run = Run(factor);
        return Answers(run).All.Single(answer => answer.Question == question);
    }

    private static Answers Answers(MeasuredRun run)
    {
        var runs = new EvidenceRuns([new(run.Id, isLocal: true, () => run.Frame)], _ => null);
        var claims = new ClaimList(new ClaimBook(MadeUpRun.Published, runs).Judge());
        return claims.Answers(MadeUpRun.Published.Questions.Where(question => question.IsOnFront));
    }

    private static MeasuredRun Run(Func<string, double> factor)
    {
        var run = new MeasuredRun();
        foreach (var program in MadeUpRun.Published.ProgramsOf("games"))
        {
            run.With(program, "wasmedge-aot", Blocks, sample => sample with { MaxRssBytes = sample.WallNs })
                .With(
                    program,
                    "docker-native",
                    Blocks.Select(value => value * factor(program)),
                    sample =>
                        sample with
                        {
                            InnerWallNs = sample.WallNs,
                            MaxRssBytes = sample.WallNs / 2,
                            InnerMaxRssBytes = sample.WallNs / 2,
                            CgroupPeakBytes = sample.WallNs,
                        }
                );
        }
        return run;
    }
}
