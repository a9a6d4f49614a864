using System.Reflection;
using System.Text.Json;
using Analysis.Content;
using Analysis.Figures;

namespace Analysis;

/// <summary>
/// The functions that draw figures and list tables. They are found by convention: each is a static class with
/// <c>Figure Draw(Shown)</c> or <c>Table Of(Shown)</c>. Its name is the class name in kebab case, for a table without
/// the last word <c>Table</c>. <c>items.csv</c> says which function shows which item.
/// </summary>
internal static class Catalogue
{
    public static IReadOnlyDictionary<string, Func<Shown, Figure>> Figures { get; } = Functions<Figure>("Draw", "");

    public static IReadOnlyDictionary<string, Func<Shown, Table>> Tables { get; } = Functions<Table>("Of", "Table");

    private static Dictionary<string, Func<Shown, T>> Functions<T>(string method, string lastWord) =>
        typeof(Catalogue)
            .Assembly.GetTypes()
            .Select(type =>
                (
                    Type: type,
                    Function: type.GetMethod(method, BindingFlags.Public | BindingFlags.Static, [typeof(Shown)])
                )
            )
            .Where(each => each.Function?.ReturnType == typeof(T))
            .ToDictionary(
                each => JsonNamingPolicy.KebabCaseLower.ConvertName(each.Type.Name[..^lastWord.Length]),
                each => each.Function!.CreateDelegate<Func<Shown, T>>()
            );
}
