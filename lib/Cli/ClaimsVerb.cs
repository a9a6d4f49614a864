using System.CommandLine;
using System.Text.Json;
using Analysis.Estimates;
using Analysis.Verdicts;
using Measurement;
using Measurement.Journals;

namespace Cli;

internal sealed class ClaimsVerb : Verb
{
    public override Command Command
    {
        get
        {
            var json = new Option<bool>("--json") { Description = "Print it for a program" };
            var command = new Command(
                "claims",
                """
                Shows the book of claims: what the 2022 report claims, what was measured, and the verdict.

                A claim is judged on this host's newest run that has its cells, with the report's arguments and enough
                blocks; else on a reference run. Lines with a star decide; the others read the claim in another way.
                """
            )
            {
                json,
            };
            Act(
                command,
                (parsed, _) =>
                {
                    var repository = Repository.Find();
                    var store = new RunStore(repository);
                    DamagedRuns.Tell(store);
                    var claims = ClaimList.Of(repository, store);
                    Console.WriteLine(
                        parsed.GetValue(json)
                            ? JsonSerializer.Serialize(claims.Results.Select(Plain), Json.Options)
                            : claims
                    );
                    return Task.FromResult(0);
                }
            );
            return command;
        }
    }

    private static object Plain(ClaimResult result) =>
        new
        {
            result.Claim,
            Verdict = result.Words,
            result.Why,
            result.Run,
            result.MoreBlocks,
            Readings = result.Readings.Select(reading => new
            {
                reading.Words,
                reading.Decides,
                Value = reading.Value is { } value
                    ? new
                    {
                        value.Value,
                        value.Lower,
                        value.Upper,
                        value.Confidence,
                        value.Count,
                        value.Unit,
                        value.Bound,
                        value.Method,
                    }
                    : null,
                Verdict = Absence.Words(reading.Verdict),
                reading.Notes,
            }),
        };
}
