using Analysis.Estimates;
using Measurement.Frames;
using Measurement.Plans;
using Measurement.Trials;

namespace Analysis.Content;

/// <summary>Forms of one group stand together, in this order.</summary>
internal enum FormGroup
{
    Portable,
    Native,
    Compiled,
    Runtime,
    Image,
}

/// <summary>One form of the programs: what each takes on disk.</summary>
/// <param name="Target">The target whose colour the form has; null: it is nobody's.</param>
/// <param name="Made">What made it.</param>
internal sealed record Form(string Name, FormGroup Group, string? Target, IReadOnlyList<double> Bytes, string Made)
{
    public double Middle => Estimator.Middle(Bytes);
}

/// <summary>Every form of the report's programs, from the source to an image with a distribution in it.</summary>
internal sealed class Sizes
{
    public Sizes(IReadOnlyList<FileSize> made, Frame frame)
    {
        Frame = frame;
        var programs = frame.ProgramsOf(Suite.Games);
        Forms =
        [
            .. made.GroupBy(size => size.Form)
                .Select(form => new Form(
                    form.Key,
                    IsNative(form.Key) ? FormGroup.Native : FormGroup.Portable,
                    IsNative(form.Key) ? frame.Native : null,
                    [.. form.Select(size => (double)size.Bytes)],
                    form.Last().Tool
                )),
            .. frame
                .Facts.Where(target => target is { IsWasm: true, Mode: Mode.Aot })
                .Select(target =>
                    Of($"compiled, {target.Name}", FormGroup.Compiled, target.Name, ArtifactKind.AotArtifact)
                ),
            .. RuntimeFiles
                .Shared(frame)
                .Select(shared => new Form(
                    $"runtime, {shared.Targets[0]}",
                    FormGroup.Runtime,
                    shared.Targets[0],
                    [shared.Bytes],
                    frame.SourceOf(shared.Targets[0])
                )),
            .. frame
                .Facts.Where(target => target.Container)
                .Select(target => Of($"image, {target.Name}", FormGroup.Image, target.Name, ArtifactKind.Image)),
            .. frame
                .Artifacts.Where(artifact => artifact.Kind == ArtifactKind.DistributionImage)
                .GroupBy(artifact => (artifact.Name, artifact.Target))
                .Select(image => new Form(
                    $"image, {image.Key.Target} {image.Key.Name}",
                    FormGroup.Image,
                    image.Key.Target,
                    [
                        .. image
                            .Where(artifact => programs.Contains(artifact.Workload))
                            .Select(artifact => (double)artifact.Bytes),
                    ],
                    "Debian's packages"
                )),
        ];
        Forms = [.. Forms.Where(form => form.Bytes.Count > 0).OrderBy(form => form.Group).ThenBy(form => form.Middle)];

        static bool IsNative(string form) => form is FileSizes.Static or FileSizes.Dynamic;

        Form Of(string name, FormGroup group, string target, ArtifactKind kind) =>
            new(
                name,
                group,
                target,
                [
                    .. frame
                        .Artifacts.Where(artifact =>
                            artifact.Kind == kind && artifact.Target == target && programs.Contains(artifact.Workload)
                        )
                        .GroupBy(artifact => artifact.Workload)
                        .Select(own => (double)own.Last().Bytes),
                ],
                frame.SourceOf(target)
            );
    }

    public Frame Frame { get; }

    /// <summary>In groups, and by size within each.</summary>
    public IReadOnlyList<Form> Forms { get; }

    /// <summary>In words: the module beside native files, and what it needs to run.</summary>
    public string Finding
    {
        get
        {
            var (module, native, dynamic) = (
                Named(FileSizes.Module),
                Named(FileSizes.Static),
                Named(FileSizes.Dynamic)
            );
            var runtime = Forms.Where(form => form.Group == FormGroup.Runtime).MinBy(form => form.Middle);
            return module is null || native is null || dynamic is null
                ? "What programs take on disk in each form"
                : $"By the median of {module.Bytes.Count} programs, a module takes {Words(module)}, a static native program {Words(native)} and a dynamic one {Words(dynamic)}"
                    + (
                        runtime is null
                            ? ""
                            : $"; the smallest runtime, {Frame.FactsOf(runtime.Target!)!.Runtime}, takes {Words(runtime)}"
                    );

            Form? Named(string name) => Forms.FirstOrDefault(form => form.Name == name);

            static string Words(Form form) => Numbers.Text(form.Middle, Unit.Bytes);
        }
    }

    /// <summary>The forms as numbers.</summary>
    public Table Listed =>
        new(
            "D3-forms",
            Finding,
            [
                Column.Text("Form"),
                new("smallest", Name: "smallest_bytes"),
                new("median", Name: "median_bytes"),
                new("largest", Name: "largest_bytes"),
                Column.Text("Made by"),
            ],
            [
                .. Forms.Select(
                    (form, index) =>
                        new Row(
                            [
                                new(form.Name),
                                Bytes(form.Bytes.Min()),
                                Bytes(form.Middle),
                                Bytes(form.Bytes.Max()),
                                new(form.Made),
                            ],
                            Rule: index > 0 && Forms[index - 1].Group != form.Group
                        )
                ),
            ],
            [
                "Over the report's six programs, without symbols unless a form says so. A runtime's files are its own program and libraries, which all modules share; a dynamic program needs the system's C library.",
            ]
        );

    private static TableCell Bytes(double bytes) => TableCell.Of(Estimator.Exact(bytes, Unit.Bytes, "exact (bytes)"));
}
