using System.Reflection;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Classification;
using Microsoft.CodeAnalysis.Host.Mef;
using Microsoft.CodeAnalysis.Text;

namespace Notebooks.Publishing;

/// <summary>C# code with colours. They are marked when a page is made, so that the page needs no script.</summary>
internal static class CodeHtml
{
    /// <summary>Only the services that classifying code needs, since loading all of them takes longer.</summary>
    private static readonly Lazy<Project> Script = new(() =>
        new AdhocWorkspace(
            MefHostServices.Create([
                typeof(Classifier).Assembly,
                Assembly.Load("Microsoft.CodeAnalysis.CSharp.Workspaces"),
            ])
        ).AddProject("code", LanguageNames.CSharp)
    );

    public static string Highlight(string code)
    {
        var text = SourceText.From(code.TrimEnd());
        var document = Script.Value.AddDocument("cell", text).WithSourceCodeKind(SourceCodeKind.Script);
        var spans = Classifier
            .GetClassifiedSpansAsync(document, TextSpan.FromBounds(0, text.Length))
            .GetAwaiter()
            .GetResult();
        var kinds = new string?[text.Length];
        foreach (var span in spans.Where(span => ClassOf(span.ClassificationType) is not null))
        {
            kinds.AsSpan(span.TextSpan.Start, span.TextSpan.Length).Fill(ClassOf(span.ClassificationType));
        }
        var html = new StringBuilder();
        for (int start = 0, end; start < kinds.Length; start = end)
        {
            for (end = start + 1; end < kinds.Length && kinds[end] == kinds[start]; end++) { }
            var part = Publisher.Encode(text.ToString(TextSpan.FromBounds(start, end)));
            html.Append(kinds[start] is { } kind ? $"""<span class="{kind}">{part}</span>""" : part);
        }
        return html.ToString();
    }

    private static string? ClassOf(string type) =>
        type switch
        {
            ClassificationTypeNames.Keyword or ClassificationTypeNames.ControlKeyword => "k",
            ClassificationTypeNames.StringLiteral
            or ClassificationTypeNames.VerbatimStringLiteral
            or ClassificationTypeNames.StringEscapeCharacter => "s",
            ClassificationTypeNames.NumericLiteral => "n",
            ClassificationTypeNames.Comment or ClassificationTypeNames.ExcludedCode => "c",
            ClassificationTypeNames.PreprocessorKeyword or ClassificationTypeNames.PreprocessorText => "d",
            _ when type.StartsWith("xml doc comment", StringComparison.Ordinal) => "c",
            _ => null,
        };
}
