// How long a run of a million samples takes to load, beside DuckDB's reader on the same file in turn, and then each ratio,
// table and figure. `dotnet run -c Release --project tests/Scale [FOLDER]`: the run is made in the folder, if it is not
// there yet, and kept; without a folder it is made in a temporary one and removed.
using System.Globalization;
using System.Reflection;
using Analysis;
using DuckDB.NET.Data;
using Measurement;
using Measurement.Frames;
using Measurement.Journals;
using Measurement.Plans;
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
    using var connection = new DuckDBConnection("DataSource=:memory:");
    connection.Open();
    for (var round = 0; round < Rounds; round++)
    {
        duck.Add(Took("DuckDB, read_csv", () => ReadByDuckDb(connection, run.FileOf<Sample>())));
        ours.Add(Took("Frame.Load", () => Frame.Load(new RunFolder(run.Path))));
    }
    Console.WriteLine($"Frame.Load / read_csv, medians: {ours.Order().ElementAt(Rounds / 2) / duck.Order().ElementAt(Rounds / 2):F2}");

    var frame = Frame.Load(run);
    Took("DataFrame", () => _ = frame.Samples.Rows.Count);
    Took("The index of cells", () => _ = frame.MeasuredCells.Count);
    Took("Ratio over 7,000 blocks", () => Estimates.Ratio(frame, Metric.ExecutionTime, "simple", "wasmtime-aot", "native"));
    Took("Ratio, once more", () => Estimates.Ratio(frame, Metric.ExecutionTime, "n-body", "wasmtime-aot", "native"));
    string[] programs = [.. frame.MeasuredCells.Select(cell => cell.Workload).Distinct().Where(name => name != Workload.Startup)];
    Took(
        $"Geometric mean over {programs.Length} programs",
        () => Estimates.GeometricMean(frame, Metric.ExecutionTime, programs, "wasmtime-aot", "native")
    );
    var published = Published.Load(Repository.Find().Published);
    IReadOnlyList<ClaimResult> verdicts = [];
    Took("Verdicts", () => verdicts = ClaimBook.Load(Repository.Find().Published).Judge(frame));
    foreach (var item in Items([frame, published, verdicts]))
    {
        Took(item.Name, item.Make);
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
    command.CommandText = $"CREATE OR REPLACE TABLE samples AS SELECT * FROM read_csv('{path.Replace("'", "''", StringComparison.Ordinal)}')";
    command.ExecuteNonQuery();
}

// Every public table and figure that is made of a frame alone, or with what was published or judged.
static IEnumerable<(string Name, Action Make)> Items(object[] known) =>
    from type in typeof(Report).Assembly.GetExportedTypes()
    from method in type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly)
    where method.ReturnType == typeof(Table) || method.ReturnType == typeof(Figure)
    let parameters = method.GetParameters()
    where parameters.Length > 0 && parameters[0].ParameterType == typeof(Frame)
    let values = parameters
        .Select(parameter =>
            Array.Find(known, parameter.ParameterType.IsInstanceOfType)
            ?? (parameter.HasDefaultValue ? parameter.DefaultValue : typeof(void))
        )
        .ToArray()
    where !values.Contains(typeof(void))
    select (type.Name, (Action)(() => method.Invoke(null, values)));

// Prints wall time, processor time of all threads and the process's peak memory in between; gives the wall time.
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
