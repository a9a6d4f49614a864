using System.Globalization;
using System.Text.RegularExpressions;
using Measurement.Hosts;
using Measurement.Trials;

namespace Measurement.Tests.Trials;

/// <summary>lldb stops in the C source of a program that runs as WebAssembly, with the settings that VS Code gets.</summary>
public sealed partial class DebugSessionTests
{
    private static readonly Repository Checkout = Repository.Find();
    private static readonly DebugSession Session = new(Checkout);
    private static readonly Lazy<Task<string>> Run = new(() => Session.RunAsync(CancellationToken.None));

    private static async Task<string> LiveAsync()
    {
        Assert.SkipWhen(Tool.OnPath("lldb") is null, "no lldb on PATH: apt-get install lldb");
        return await Run.Value;
    }

    [Fact]
    public async Task It_stops_at_a_line_of_the_C_source_inside_Wasm_code() => StopsInTheSource(await LiveAsync());

    [Fact]
    public async Task The_backtrace_names_functions_and_lines_of_the_C_source() => HasABacktrace(await LiveAsync());

    [Fact]
    public async Task A_local_variable_has_the_value_that_the_program_prints() => ShowsTheValue(await LiveAsync());

    [Fact]
    public async Task A_step_goes_to_the_next_line() => Steps(await LiveAsync());

    [Fact]
    public void The_recorded_session_shows_the_same()
    {
        var recorded = Session.Recorded();
        StopsInTheSource(recorded);
        HasABacktrace(recorded);
        ShowsTheValue(recorded);
        Steps(recorded);
        Assert.DoesNotContain(Checkout.Root, recorded, StringComparison.Ordinal);
    }

    private static void StopsInTheSource(string session) =>
        Assert.Matches($@"stop reason = breakpoint [\s\S]*-> {Session.StopsAt}\s+return sum;", session);

    private static void HasABacktrace(string session) =>
        Assert.Matches(
            $@"frame #0: .*energy.* at n-body\.c:{Session.StopsAt}[\s\S]*frame #1: .*main.* at n-body\.c:\d+",
            session
        );

    private static void ShowsTheValue(string session)
    {
        var variable = Number(Variable().Match(session).Groups["value"].Value);
        var printed = Number(Printed().Match(session).Groups["value"].Value);
        Assert.Equal(printed, variable, 1e-9);
    }

    private static void Steps(string session) =>
        Assert.Contains("stop reason = step over", session, StringComparison.Ordinal);

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\(double\) sum = (?<value>-?[\d.e-]+)")]
    private static partial Regex Variable();

    [GeneratedRegex(@"^(?<value>-0\.\d{9})\s*$", RegexOptions.Multiline)]
    private static partial Regex Printed();
}
