// Measures how long a run of a million samples takes to load, in turn with DuckDB's reader on the same file, and then
// each ratio, table and figure. `dotnet run -c Release --project tests/Scale [FOLDER]`: the run is made in the folder,
// if it is not there yet, and kept. Without a folder it is made in a temporary one and removed.
using System.Globalization;
using Analysis;
using Analysis.Published;
using DuckDB.NET.Data;
using Measurement;
using Measurement.Frames;
using Measurement.Journals;
using Measurement.Scale;

const int Rounds = 5;
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var folder = args.FirstOrDefault() ?? Directory.CreateTempSubdirectory("scale-").FullName;
try
{
    var run = new RunFolder(Path.Combine(folder, "20260117-093000-big"));
    if (!run.Exists)
    {
        Took("Making the run", new BigRun(run).Write);
    }
    Console.WriteLine($"samples.csv holds {new FileInfo(run.FileOf<Sample>()).Length >> 20} MiB.");

    var (ours, duck) = (new List<double>(), new List<double>());
    using (var connection = new DuckDBConnection("DataSource=:memory:"))
    {
        connection.Open();
        for (var round = 0; round < Rounds; round++)
        {
            duck.Add(Took("DuckDB, read_csv", () => ReadByDuckDb(connection, run.FileOf<Sample>())));
            ours.Add(Took("Frame.Load", () => Frame.Load(new RunFolder(run.Path))));
        }
    }
    Console.WriteLine(
        $"Frame.Load / read_csv, medians: {ours.Order().ElementAt(Rounds / 2) / duck.Order().ElementAt(Rounds / 2):F2}"
    );

    Environment.SetEnvironmentVariable("ANALYSIS_RUNS", folder);
    Report? opened = null;
    Took("Report.Open", () => opened = Report.Open(run.Id, "simple", "native"));
    var report = opened!.Beside(opened!);
    Took("DataFrame", () => _ = report.Samples.Rows.Count);
    Took("Ratio over 7,000 blocks, the first", () => report.Ratio("run time", "simple", "wasmtime-aot"));
    Took("Ratio of another program", () => report.Ratio("run time", "n-body", "wasmtime-aot"));
    Took($"Geometric mean over {report.Programs.Count} programs", () => report.Mean("run time", "wasmtime-aot"));
    Took("Verdicts", () => _ = report.Claims.Results.Count);
    foreach (var item in PublishedReport.Load(Repository.Find().Report2022).Items)
    {
        if (item.Table.Length > 0)
        {
            Took($"Table {item.Id}, {item.Table}", () => report.Table(item.Id));
        }
        if (item.Figure.Length > 0)
        {
            Took($"Figure {item.Id}, {item.Figure}", () => report.Figure(item.Id));
        }
    }
}
finally
{
    if (args.Length == 0)
    {
        Directory.Delete(folder, recursive: true);
    }
}

static void ReadByDuckDb(DuckDBConnection connection, string path)
{
    using var command = connection.CreateCommand();
    command.CommandText =
        $"CREATE OR REPLACE TABLE samples AS SELECT * FROM read_csv('{path.Replace("'", "''", StringComparison.Ordinal)}')";
    command.ExecuteNonQuery();
}

// Prints the wall time, the processor time of all threads, and the process's peak memory. Returns the wall time.
static double Took(string what, Action act)
{
    GC.Collect();
    File.WriteAllText("/proc/self/clear_refs", "5");
    var (wall, processor) = (Clock.MonotonicNs, Environment.CpuUsage.TotalTime);
    act();
    var seconds = Clock.Since(wall).TotalSeconds;
    var peak = File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmHWM", StringComparison.Ordinal));
    var kib = long.Parse(peak.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture);
    Console.WriteLine(
        $"{what, -36} {seconds, 8:F3} s   processors {(Environment.CpuUsage.TotalTime - processor).TotalSeconds, 8:F3} s   peak {kib >> 10, 5} MiB"
    );
    return seconds;
}
