using Analysis.Content;
using Analysis.Estimates;
using Measurement.Journals;
using Measurement.Plans;

namespace Analysis.Tables;

/// <summary>
/// Whether one module of each program printed the same wherever it ran: in every launch of every target that runs
/// WebAssembly, on two machines. Outputs are compared with the program's own folder, so native programs print them, too.
/// </summary>
internal static class PortabilityTable
{
    private const int DigestLetters = 12;

    public static Table Of(Shown shown)
    {
        var machines = shown.Machines;
        var lines = shown.Programs.Union(shown.Second.Programs).Select(program => new Line(program, machines)).ToList();
        var targets = lines.SelectMany(line => line.Compared).Distinct().Count();
        var launches = lines.Sum(line => line.Same + line.Other);
        var other = lines.Where(line => line.Other > 0 || line.Modules.Count > 1).Select(line => line.Program).ToList();
        return new(
            shown.Item.Id,
            $"{launches} launches of {lines.Count} programs under {targets} targets on {shown.Machine} and {shown.Second.Machine}: "
                + (
                    other.Count == 0
                        ? "one module each, and the same output in all"
                        : $"the same module and output but for {string.Join(", ", other)}"
                ),
            [
                Column.Text("Program"),
                new("module, SHA-256", Numeric: false, Name: "module_sha256"),
                new($"targets on {shown.Machine}", Name: "first_targets"),
                new($"targets on {shown.Second.Machine}", Name: "second_targets"),
                new("launches with the same output", Name: "same"),
                new("with another", Name: "other"),
            ],
            [
                .. lines.Select(line => new Row([
                    new(line.Program),
                    new(string.Join(", ", line.Modules.Select(digest => digest[..DigestLetters]))),
                    .. line.Targets.Select(count => new TableCell($"{count}")),
                    new($"{line.Same}"),
                    new($"{line.Other}"),
                ])),
            ],
            [
                "Warm-up launches are counted, too. A launch that crashed, or that was ended at its time limit, has no output to compare, and is not counted.",
            ]
        );
    }

    private static IEnumerable<string> TargetsOf(Shown machine) =>
        machine.Targets.Where(target => machine.Frame.FactsOf(target)?.IsWasm == true);

    /// <summary>A program on all machines.</summary>
    private sealed class Line
    {
        public Line(string program, IReadOnlyList<Shown> machines)
        {
            Program = program;
            var samples = machines
                .Select(machine =>
                    TargetsOf(machine).SelectMany(target => machine.Frame.RowsOf(program, target)).ToList()
                )
                .ToList();
            Targets =
            [
                .. samples.Select(rows =>
                    rows.Where(row => row.Status == Status.Ok).Select(row => row.Target).Distinct().Count()
                ),
            ];
            Compared =
            [
                .. samples
                    .SelectMany(rows => rows)
                    .Where(row => row.Status is Status.Ok or Status.WrongOutput)
                    .Select(row => row.Target)
                    .Distinct(),
            ];
            Same = samples.Sum(rows => rows.Count(row => row.Status == Status.Ok));
            Other = samples.Sum(rows => rows.Count(row => row.Status == Status.WrongOutput));
            Modules =
            [
                .. machines
                    .SelectMany(machine => machine.Frame.Artifacts)
                    .Where(artifact => artifact.Kind == ArtifactKind.Module && artifact.Workload == program)
                    .Select(artifact => artifact.Sha256)
                    .Distinct(),
            ];
        }

        public string Program { get; }

        /// <summary>On how many targets it ran, on each machine.</summary>
        public IReadOnlyList<int> Targets { get; }

        /// <summary>The targets that have an output to compare, on any machine.</summary>
        public IReadOnlyList<string> Compared { get; }
        public int Same { get; }
        public int Other { get; }

        /// <summary>The digests of its modules.</summary>
        public IReadOnlyList<string> Modules { get; }
    }
}
