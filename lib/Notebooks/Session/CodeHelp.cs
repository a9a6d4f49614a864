using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Completion;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Host.Mef;
using Microsoft.CodeAnalysis.QuickInfo;
using Microsoft.CodeAnalysis.Tags;
using Microsoft.CodeAnalysis.Text;
using Notebooks.Document;

namespace Notebooks.Session;

/// <summary>
/// Completion and inspection by Roslyn's own services. They work on a solution with a project for everything that cells
/// have declared and one for the code that is being written.
/// </summary>
internal sealed class CodeHelp : IDisposable
{
    private static readonly CSharpParseOptions Syntax = CSharpSession.Syntax.WithDocumentationMode(
        DocumentationMode.Parse
    );
    private readonly AdhocWorkspace _workspace = new(MefHostServices.DefaultHost);
    private (int Version, int Assemblies, Solution Solution, ProjectId Id)? _declared;
    private readonly Dictionary<string, MetadataReference> _documented = new(StringComparer.Ordinal);

    public async Task<Completions> CompleteAsync(
        CSharpSession session,
        string code,
        int position,
        CancellationToken cancellation
    )
    {
        var document = With(session, code);
        var service = CompletionService.GetService(document)!;
        var list = await service.GetCompletionsAsync(document, position, cancellationToken: cancellation);
        var typed = list.Span.Start < position ? code[list.Span.Start..position] : "";
        // Names that need another using are left out: front ends cannot add it.
        CompletionItem[] known = [.. list.ItemsList.Where(item => item.InlineDescription.Length == 0)];
        CompletionItem[] items =
        [
            .. known.Where(item => item.FilterText.StartsWith(typed, StringComparison.OrdinalIgnoreCase)),
        ];
        if (items.Length == 0)
        {
            // Roslyn also finds CW for Console.Write. It is asked last: of several names that begin
            // alike it keeps only the best.
            items = [.. service.FilterItems(document, [.. known], typed)];
        }
        return new Completions(
            [.. items.Select(item => new Completion(item.DisplayText, Kind(item.Tags))).Distinct()],
            list.ItemsList.Count == 0 ? position : list.Span.Start,
            list.ItemsList.Count == 0 ? position : list.Span.End
        );
    }

    /// <returns>The signature and what its documentation says; null where there is nothing.</returns>
    public async Task<MimeBundle?> InspectAsync(
        CSharpSession session,
        string code,
        int position,
        CancellationToken cancellation
    )
    {
        var document = With(session, code);
        var service = QuickInfoService.GetService(document)!;
        // Front ends also ask with the cursor behind the name.
        var found =
            await service.GetQuickInfoAsync(document, position, cancellation)
            ?? (position > 0 ? await service.GetQuickInfoAsync(document, position - 1, cancellation) : null);
        // For a closing brace Roslyn gives only an empty section.
        string[] texts = [.. (found?.Sections ?? []).Select(section => section.Text).Where(text => text.Length > 0)];
        return texts.Length == 0
            ? null
            : new MimeBundle(
                new Dictionary<string, string>
                {
                    [MimeBundle.Plain] = string.Join("\n\n", texts),
                    [MimeBundle.Markdown] = string.Join("\n\n", texts.Skip(1).Prepend($"```csharp\n{texts[0]}\n```")),
                }
            );
    }

    public void Dispose() => _workspace.Dispose();

    private Microsoft.CodeAnalysis.Document With(CSharpSession session, string code)
    {
        var references = session.Assemblies.Select(WithDocumentation).ToList();
        var state = (session.Declarations.Version, references.Count);
        if (_declared is not { } declared || (declared.Version, declared.Assemblies) != state)
        {
            var (solution, id) = Add(
                _workspace.CurrentSolution,
                session,
                "declarations",
                session.Declarations.Code,
                references,
                []
            );
            _declared = declared = (state.Version, state.Count, solution, id);
        }
        var (whole, current) = Add(
            declared.Solution,
            session,
            "current",
            code,
            references,
            [new ProjectReference(declared.Id)]
        );
        return whole.GetProject(current)!.Documents.Single();
    }

    private static (Solution Solution, ProjectId Id) Add(
        Solution solution,
        CSharpSession session,
        string name,
        string code,
        IEnumerable<MetadataReference> references,
        IEnumerable<ProjectReference> earlier
    )
    {
        var project = ProjectInfo.Create(
            ProjectId.CreateNewId(name),
            VersionStamp.Default,
            name,
            name,
            LanguageNames.CSharp,
            compilationOptions: session.Options,
            parseOptions: Syntax,
            projectReferences: earlier,
            metadataReferences: references,
            isSubmission: true,
            hostObjectType: typeof(object)
        );
        var document = DocumentInfo.Create(
            DocumentId.CreateNewId(project.Id),
            name,
            sourceCodeKind: SourceCodeKind.Script,
            loader: TextLoader.From(TextAndVersion.Create(SourceText.From(code), VersionStamp.Default))
        );
        return (solution.AddProject(project).AddDocument(document), project.Id);
    }

    private MetadataReference WithDocumentation(string assembly) =>
        _documented.TryGetValue(assembly, out var known)
            ? known
            : _documented[assembly] = MetadataReference.CreateFromFile(
                assembly,
                documentation: Documentation.Of(assembly)
            );

    private static string Kind(IEnumerable<string> tags) =>
        tags.FirstOrDefault() switch
        {
            WellKnownTags.ExtensionMethod => "method",
            WellKnownTags.Local or WellKnownTags.Parameter or WellKnownTags.RangeVariable => "variable",
            WellKnownTags.Structure => "struct",
            WellKnownTags.EnumMember => "enum",
            { } tag => tag.ToLowerInvariant(),
            null => "",
        };
}
