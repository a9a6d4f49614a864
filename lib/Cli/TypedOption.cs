using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Cli;

/// <summary>Options that the parser itself reads, so that a wrong value is a usage error like any other.</summary>
internal static class TypedOption
{
    /// <summary>A time, such as 90s, 10m or 2h.</summary>
    public static Option<TimeSpan?> Time(string name, string description) =>
        new(name)
        {
            Description = description,
            HelpName = "TIME",
            CustomParser = One(ReadTime, "give a time such as 90s, 10m or 2h"),
        };

    /// <summary>A percentage; 2% is read as 0.02.</summary>
    public static Option<double?> Percentage(string name, string description) =>
        new(name)
        {
            Description = description,
            HelpName = "PERCENT",
            CustomParser = One(ReadPercentage, "give a percentage such as 2%"),
        };

    public static Option<ulong?> WholeNumber(string name, string description) =>
        new(name)
        {
            Description = description,
            HelpName = "NUMBER",
            CustomParser = One(ReadWholeNumber, "give a whole number, 0 or more"),
        };

    /// <summary>Names, separated by commas or blanks; an empty list where none are given.</summary>
    public static Option<IReadOnlyList<string>> Names(string name, string description) =>
        new(name)
        {
            Description = description,
            HelpName = "NAME,..",
            AllowMultipleArgumentsPerToken = true,
            Arity = ArgumentArity.OneOrMore,
            DefaultValueFactory = _ => [],
            CustomParser = result =>
                [
                    .. result.Tokens.SelectMany(token =>
                        token.Value.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries)
                    ),
                ],
        };

    /// <summary>NAME=VALUE, as often as needed. Of several with one name the last one counts.</summary>
    public static Option<IReadOnlyDictionary<string, string>> Pairs(string name, string description, string example) =>
        new(name)
        {
            Description = description,
            HelpName = "NAME=VALUE",
            Arity = ArgumentArity.OneOrMore,
            DefaultValueFactory = _ => new Dictionary<string, string>(),
            CustomParser = result =>
            {
                var pairs = new Dictionary<string, string>();
                foreach (var token in result.Tokens)
                {
                    var parts = token.Value.Split('=', 2);
                    if (parts.Length != 2 || parts[0].Length == 0)
                    {
                        result.AddError($"{name} {token.Value}: give name=value, such as {example}");
                        break;
                    }
                    pairs[parts[0]] = parts[1];
                }
                return pairs;
            },
        };

    /// <param name="read">Null: the text is not such a value.</param>
    private static Func<ArgumentResult, T?> One<T>(Func<string, T?> read, string remedy)
        where T : struct =>
        result =>
        {
            var text = result.Tokens.Count == 0 ? "" : result.Tokens[^1].Value;
            var value = read(text);
            if (value is null)
            {
                result.AddError($"{(result.Parent as OptionResult)?.Option.Name} {text}: {remedy}");
            }
            return value;
        };

    private static TimeSpan? ReadTime(string text)
    {
        var seconds = text.LastOrDefault() switch
        {
            's' => 1,
            'm' => 60,
            'h' => 3600,
            _ => 0,
        };
        return seconds > 0 && Number(text[..^1]) is > 0 and <= 1e6 and var number
            ? TimeSpan.FromSeconds(seconds * number)
            : null;
    }

    private static double? ReadPercentage(string text) =>
        text.EndsWith('%') && Number(text[..^1]) is > 0 and < 100 and var percent ? percent / 100 : null;

    private static ulong? ReadWholeNumber(string text) =>
        ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
