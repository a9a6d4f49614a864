// Measures what the probe adds to a launch. The probe and a bare posix_spawn + wait4 loop measure a no-op in turn, so
// that anything else that the machine does affects both alike. `dotnet run --project tests/Overhead [LAUNCHES]`
using System.Runtime.InteropServices;
using System.Text.Json;
using Measurement.Overhead;

const int WarmUpLaunches = 50;
if (args.Length > 1 || !int.TryParse(args.FirstOrDefault("2000"), out var launches) || launches < 1)
{
    Console.Error.WriteLine("Overhead takes one argument: how many launches of each kind, 2000 if it is left out.");
    return 2;
}

var tools = FindTools();
var noop = Path.Combine(tools, "noop");
string[] needed = ["noop", "bare-spawn", "probe"];
if (Array.Find(needed, name => !File.Exists(Path.Combine(tools, name))) is { } missing)
{
    Console.Error.WriteLine($"{Path.Combine(tools, missing)} is missing: run ./analysis setup");
    return 1;
}

var job = JsonSerializer.Serialize(
    new Dictionary<string, object>(StringComparer.Ordinal)
    {
        ["id"] = "noop",
        ["argv"] = (string[])[noop],
        ["env"] = Array.Empty<string>(),
        ["timeout_ns"] = 10_000_000_000,
    }
);
using var bareSpawn = new LineProcess(Path.Combine(tools, "bare-spawn"), noop);
using var probe = new LineProcess(Path.Combine(tools, "probe"));
var bareNs = new List<double>();
var probeNs = new List<double>();
for (var i = 0; i < WarmUpLaunches + launches; i++)
{
    var bare = double.Parse(bareSpawn.Ask("").Split(' ')[0]);
    using var answer = JsonDocument.Parse(probe.Ask(job));
    if (i >= WarmUpLaunches)
    {
        bareNs.Add(bare);
        probeNs.Add(answer.RootElement.GetProperty("wall_ns").GetDouble());
    }
}

var pairedRatio = Median([.. bareNs.Zip(probeNs, (bare, probed) => probed / bare)]);
Console.WriteLine($"no-op, median wall time of {launches} launches each, in turn");
Console.WriteLine($"bare posix_spawn + wait4  {Median(bareNs) / 1e6:F4} ms");
Console.WriteLine($"probe                     {Median(probeNs) / 1e6:F4} ms");
Console.WriteLine($"ratio of medians          {Median(probeNs) / Median(bareNs):F4}x");
Console.WriteLine($"median of paired ratios   {pairedRatio:F4}x");
if (Hyperfine.MedianSeconds(noop, WarmUpLaunches, launches) is { } hyperfineSeconds)
{
    Console.WriteLine($"hyperfine -N              {hyperfineSeconds * 1e3:F4} ms (afterwards, on its own)");
}
return 0;

static string FindTools()
{
    var folder = AppContext.BaseDirectory;
    while (!File.Exists(Path.Combine(folder, "Analysis.sln")))
    {
        folder = Path.GetDirectoryName(folder)!;
    }
    var architecture = RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "arm64" : "x86-64";
    return Path.Combine(folder, ".tools", architecture, "bin");
}

static double Median(IReadOnlyCollection<double> values)
{
    var sorted = values.Order().ToArray();
    return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
}
