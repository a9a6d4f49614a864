using Analysis.Tables;
using Measurement.Trials;

namespace Analysis.Tests.Tables;

public sealed class SandboxTableTests
{
    [Fact]
    public void Where_a_program_has_no_call_for_a_port_the_table_says_so_and_neither_yes_nor_no()
    {
        var table = SandboxTable.Of([
            Tried("native", Outcome.Allowed),
            Tried("wasmtime-cli-jit", Outcome.NoCall),
            Tried("docker-native", Outcome.Denied),
        ]);

        var port = table.Columns.ToList().FindIndex(column => column.Header == "port");
        Assert.Equal(["yes !", "no call", "no"], table.Rows.Select(row => row.Cells[port].Word));
        Assert.Contains(
            "no call: WASI preview 1 has no call for this, so nothing was attempted",
            string.Concat(table.Notes),
            StringComparison.Ordinal
        );
        Assert.Equal("None of 2 sandboxes allows what was not granted", table.Title);
    }

    private static Trial Tried(string target, Outcome outcome) =>
        new()
        {
            At = DateTimeOffset.UnixEpoch,
            Machine = "any",
            Target = target,
            Version = "1",
            Attempt = "port",
            Outcome = outcome,
            Reason = "",
            Command = "",
        };
}
