using Analysis.Content;
using Analysis.Estimates;
using Measurement.Frames;

namespace Analysis.Tables;

/// <summary>D3: what the report's programs take on disk in each form.</summary>
internal static class FormsTable
{
    public const string Id = "D3-forms";

    public static Table Of(Sizes sizes) =>
        new(
            Id,
            sizes.Finding,
            [
                Column.Text("Form"),
                new("smallest", Name: "smallest_bytes"),
                new("median", Name: "median_bytes"),
                new("largest", Name: "largest_bytes"),
                Column.Text("Made by"),
            ],
            [
                .. sizes.Forms.Select(
                    (form, index) =>
                        new Row(
                            [
                                new(form.Name),
                                Bytes(form.Bytes.Min()),
                                Bytes(form.Middle),
                                Bytes(form.Bytes.Max()),
                                new(form.Made),
                            ],
                            Rule: index > 0 && sizes.Forms[index - 1].Group != form.Group
                        )
                ),
            ],
            [
                "Over the report's six programs, without symbols unless a form says so. A runtime's files are its own program and libraries, which all modules share; a dynamic program needs the system's C library.",
            ]
        );

    private static TableCell Bytes(double bytes) => TableCell.Of(Estimator.Exact(bytes, Unit.Bytes, "exact (bytes)"));
}
