using System.Net;
using System.Reflection;
using Microsoft.DotNet.Interactive.Formatting;
using Notebooks.Document;

namespace Notebooks.Session;

/// <summary>The variables of a session, as <c>#!who</c> and <c>#!whos</c> list them.</summary>
/// <param name="submissions">What the cells that ran keep their variables in, the oldest first.</param>
internal sealed class Variables(IReadOnlyList<object?> submissions)
{
    private const int Longest = 100;

    public void Show(bool withValues)
    {
        (FieldInfo Field, object Owner)[] all =
        [
            .. submissions
                .OfType<object>()
                .Reverse()
                .SelectMany(owner => owner.GetType().GetFields().Select(field => (field, owner)))
                .Where(variable => !variable.field.IsStatic && !variable.field.Name.StartsWith('<'))
                .DistinctBy(variable => variable.field.Name)
                .OrderBy(variable => variable.field.Name, StringComparer.Ordinal),
        ];
        if (all.Length == 0)
        {
            "There are no variables yet.".DisplayAs(MimeBundle.Plain);
        }
        else if (!withValues)
        {
            string.Join(", ", all.Select(variable => variable.Field.Name)).DisplayAs(MimeBundle.Plain);
        }
        else
        {
            var rows = all.Select(variable =>
                $"<tr><td>{Encode(variable.Field.Name)}</td><td>{Encode(TypeName(variable.Field.FieldType))}</td><td>{Encode(Text(variable.Field.GetValue(variable.Owner)))}</td></tr>"
            );
            $"<table><thead><tr><th>Variable</th><th>Type</th><th>Value</th></tr></thead><tbody>{string.Concat(rows)}</tbody></table>".DisplayAs(
                MimeBundle.Html
            );
        }
    }

    private static string Text(object? value)
    {
        var text = Formatter.ToDisplayString(value, MimeBundle.Plain).ReplaceLineEndings(" ");
        return text.Length <= Longest ? text : text[..Longest] + " ...";
    }

    private static string TypeName(Type type) =>
        type.IsGenericType
            ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(TypeName))}>"
            : type.Name;

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
