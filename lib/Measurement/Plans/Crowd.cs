using System.Security.Cryptography;
using System.Text;

namespace Measurement.Plans;

/// <summary>
/// Many instances of a program in one launch, by the probe's <c>--crowd</c>. A workload's arguments are then those of the
/// crowd; its program gets none, and writes a newline and nothing else.
/// </summary>
internal enum Crowd
{
    /// <summary>So many instances at once, of which each waits: their memory is taken.</summary>
    Waiting,

    /// <summary>So many instances in all, and so many of them at a time: their time is taken.</summary>
    Starting,
}

/// <summary>How a crowd is launched, and what comes of it.</summary>
internal static class Crowds
{
    /// <summary>The limit of the cgroup that a crowd of waiting instances is in.</summary>
    public const long LimitBytes = 256L << 20;

    /// <summary>The command line of the whole crowd.</summary>
    /// <param name="launch">The launch's name, which instances that need a name of their own get a number after.</param>
    /// <param name="command">The command line of one instance.</param>
    public static IReadOnlyList<string> Command(
        this Crowd crowd,
        string probe,
        string launch,
        IReadOnlyList<string> arguments,
        IReadOnlyList<string> command
    ) =>
        [
            probe,
            "--crowd",
            crowd.ToString().ToLowerInvariant(),
            launch,
            .. crowd == Crowd.Waiting ? (string[])[$"{LimitBytes}"] : [],
            .. arguments,
            "--",
            .. command,
        ];

    /// <summary>How many instances a launch has.</summary>
    public static int Instances(IReadOnlyList<string> arguments) => int.Parse(arguments[0]);

    /// <summary>The name of one of them.</summary>
    public static string NameOf(string launch, int instance) => $"{launch}.{instance}";

    /// <summary>What they print together.</summary>
    public static ExpectedOutput Output(IReadOnlyList<string> arguments)
    {
        var text = new string('\n', Instances(arguments));
        return new(arguments, text.Length, Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(text))));
    }
}
