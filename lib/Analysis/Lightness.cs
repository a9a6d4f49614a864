using Analysis.Content;
using Analysis.Figures;
using Measurement;
using Measurement.Trials;

namespace Analysis;

/// <summary>How large programs are in each form, from the source to a container's image.</summary>
public sealed class Lightness
{
    private readonly Sizes _sizes;

    private Lightness(Sizes sizes) => _sizes = sizes;

    /// <param name="again">Whether to make all forms again on this machine first, which replaces what was recorded.</param>
    /// <param name="report">The runs that have artifacts, runtimes and images.</param>
    /// <exception cref="MeasurementException">Nothing is recorded, or a tool is missing.</exception>
    public static Lightness Open(bool again, Report report)
    {
        var trial = new FileSizes(Repository.Find());
        var made = again ? trial.RecordAsync(CancellationToken.None).GetAwaiter().GetResult() : trial.Recorded();
        return new(new Sizes(made, report.Frame));
    }

    /// <summary>One row a form, a dot for each program and for their median.</summary>
    public Figure Figure => SizesFigure.Of(_sizes);

    /// <summary>The same as numbers.</summary>
    public Table Table => _sizes.Listed;
}
