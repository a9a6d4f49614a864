using System.Globalization;
using System.Security.Cryptography;
using Measurement;
using Measurement.Journals;

namespace Cli.Tests;

/// <summary>
/// Faults of all kinds at random moments. With <c>ANALYSIS_FAULTS_MINUTES=10</c> it goes on for that long;
/// <c>ANALYSIS_FAULTS_SEED</c> repeats what a test has printed.
/// </summary>
public sealed class RandomFaultTests
{
    private const int FewestFaults = 3;
    private const int Blocks = 3;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(4);

    [Fact]
    public async Task Whatever_fails_and_whenever_each_completed_sample_is_there_once_and_the_run_goes_on_to_its_end()
    {
        var seed = Number("ANALYSIS_FAULTS_SEED") ?? (double)Random.Shared.Next();
        var minutes = Number("ANALYSIS_FAULTS_MINUTES") ?? 0;
        var random = new SplitMix64((ulong)seed);
        var struck = new SortedDictionary<string, int>(StringComparer.Ordinal);
        TestContext.Current.TestOutputHelper!.WriteLine($"ANALYSIS_FAULTS_SEED={seed}");
        var started = Clock.MonotonicNs;
        while (struck.Values.Sum() < FewestFaults || Clock.Since(started).TotalMinutes < minutes)
        {
            var mishap = Mishap.All[random.NextBelow(Mishap.All.Count)];
            var moment = Longest * (random.NextBelow(1000) / 1000.0);
            TestContext.Current.TestOutputHelper.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"{mishap.Name} after {moment.TotalSeconds:0.0} s")
            );
            await StrikeAsync(mishap, moment);
            struck[mishap.Name] = struck.GetValueOrDefault(mishap.Name) + 1;
        }
        TestContext.Current.TestOutputHelper.WriteLine(
            $"{struck.Values.Sum()} faults: {string.Join(", ", struck.Select(each => $"{each.Value} times {each.Key}"))}"
        );
    }

    private static async Task StrikeAsync(Mishap mishap, TimeSpan moment)
    {
        using var here = new Workplace();
        var plan = here.Plan(["startup", "simple"], ["native", "wasmtime-aot"], Blocks, timeoutS: 3);
        (await here.RunAsync("collect", "--plan", plan)).Done();
        var bystander = here.Run;
        var untouched = DigestOf(bystander);

        await using (var collecting = here.Start("collect", "--plan", plan))
        {
            await Task.Delay(moment);
            mishap.Strike(collecting);
            // A compiler that was stopped in preparation is given up after ten minutes.
            await collecting.EndAsync(TimeSpan.FromMinutes(12));
        }
        var kept = here.Runs.All().Where(run => run.Id != bystander.Id).SelectMany(run => run.Read<Sample>()).ToList();
        if (here.Runs.All().Any(run => run.Id != bystander.Id))
        {
            await here.RunAsync("collect", "--resume");
        }

        Assert.Empty(here.Runs.Damaged());
        Assert.Equal(untouched, DigestOf(bystander));
        foreach (var run in here.Runs.All().Where(run => run.Id != bystander.Id))
        {
            // Reading refuses a launch that is there twice, and a line that is not whole.
            Assert.Equal(kept, run.Read<Sample>().Take(kept.Count));
            Assert.Equal(Blocks, run.Read<FinishedBlock>().Count);
        }
        await NothingIsLeftAsync(here.Folder);
    }

    /// <summary>A process that was killed takes a moment to end.</summary>
    private static async Task NothingIsLeftAsync(string scope)
    {
        for (var attempt = 0; attempt < 100 && LeftIn(scope).Any(); attempt++)
        {
            await Task.Delay(50);
        }
        Assert.Empty(LeftIn(scope));
    }

    /// <summary>The processes that collections of this lock folder have launched and that still run.</summary>
    private static IEnumerable<string> LeftIn(string scope) =>
        from process in Directory.GetDirectories("/proc")
        where char.IsAsciiDigit(Path.GetFileName(process)[0])
        where Text(Path.Combine(process, "environ")).Split('\0').Contains($"ANALYSIS_LAUNCHED_BY={scope}")
        select Text(Path.Combine(process, "cmdline")).Replace('\0', ' ');

    private static string DigestOf(RunFolder run) =>
        string.Join(
            '\n',
            Directory
                .GetFiles(run.Path)
                .Order(StringComparer.Ordinal)
                .Select(file => $"{file} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)))}")
        );

    private static string Text(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static double? Number(string variable) =>
        double.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
