using Notebooks.Document;
using Notebooks.Session;

namespace Notebooks.Tests;

/// <summary>A sink that records everything in order, one line for each call.</summary>
internal sealed class Transcript : IOutputSink
{
    public List<string> Lines { get; } = [];

    public void Stream(string name, string text) => Lines.Add($"{name}: {text.TrimEnd('\n')}");

    public void Display(MimeBundle data, string displayId) => Lines.Add($"display: {Show(data)}");

    public void UpdateDisplay(MimeBundle data, string displayId) => Lines.Add($"update: {Show(data)}");

    public void Clear(bool wait) => Lines.Add(wait ? "clear, then" : "clear");

    public string? ReadLine() => "an answer";

    public static string Show(MimeBundle? data) =>
        string.Join(
            " | ",
            (data?.Forms ?? new Dictionary<string, string>()).Select(form => $"{form.Key} {form.Value}")
        );
}
