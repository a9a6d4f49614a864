using System.Text.Json.Nodes;

namespace Cli.Tests;

public sealed class DoctorTests : IDisposable
{
    private readonly Workplace _here = new();

    public void Dispose() => _here.Dispose();

    [Fact]
    public async Task The_targets_that_every_machine_has_are_available_with_version_path_and_digest()
    {
        var targets = await TargetsAsync();

        Assert.All(
            ["native", "wasmtime-jit", "wasmtime-aot"],
            name =>
            {
                var target = targets[name];
                Assert.True((bool)target["available"]!);
                Assert.NotEmpty((string)target["version"]!);
                Assert.True(File.Exists((string)target["path"]!));
                Assert.Matches("^[0-9a-f]{64}$", (string)target["sha256"]!);
                Assert.Null(target["reason"]);
            }
        );
    }

    [Fact]
    public async Task The_container_target_is_available_where_the_engine_answers()
    {
        await Engine.RequireAsync();

        var target = (await TargetsAsync())["docker-native"];

        Assert.True((bool)target["available"]!);
        Assert.Contains("engine", (string)target["version"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("unix:///no/such/engine.sock")]
    [InlineData("tcp://127.0.0.1:1")]
    [InlineData("teapot")]
    public async Task The_container_target_is_unavailable_with_reason_and_remedy_where_no_engine_answers(string address)
    {
        _here.With("DOCKER_HOST", address);

        var target = (await TargetsAsync())["docker-native"];

        Assert.False((bool)target["available"]!);
        Assert.Null(target["version"]);
        Assert.Contains("Docker engine does not answer", (string)target["reason"]!, StringComparison.Ordinal);
        Assert.Contains("start Docker", (string)target["remedy"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_reads_the_same_as_a_program()
    {
        var table = (await _here.RunAsync("doctor")).Done().Stdout;

        Assert.All((await TargetsAsync()).Keys, name => Assert.Contains(name, table, StringComparison.Ordinal));
        Assert.Contains("clang", table, StringComparison.Ordinal);
    }

    private async Task<Dictionary<string, JsonNode>> TargetsAsync()
    {
        var doctor = JsonNode.Parse((await _here.RunAsync("doctor", "--json")).Done().Stdout)!;
        Assert.Equal("local", (string)doctor["hosts"]![0]!["name"]!);
        return doctor["targets"]!.AsArray().ToDictionary(target => (string)target!["name"]!, target => target!);
    }
}
