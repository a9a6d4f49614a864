using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Analysis.Published;
using Measurement.Targets;

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
    public async Task An_engine_that_takes_connections_and_never_answers_is_one_that_does_not_answer()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        _here.With("DOCKER_HOST", $"tcp://{silent.LocalEndpoint}");

        var target = (await TargetsAsync())["docker-native"];

        Assert.Contains("Docker engine does not answer", (string)target["reason"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_runtime_of_the_report_is_listed_with_a_version_or_with_the_command_that_installs_it()
    {
        var targets = await TargetsAsync();

        Assert.Equal(Target.All.Where(target => target.ByDefault).Select(target => target.Name), targets.Keys);
        var published = PublishedReport.Load(Workplace.Checkout.Report2022);
        Assert.All(
            published.Results.Select(result => published.Today(result.Target)).Distinct(),
            target => Assert.Contains(target, targets.Keys)
        );
        Assert.All(
            targets.Values,
            target =>
            {
                var field = (bool)target["available"]! ? "version" : "remedy";
                Assert.NotEmpty((string)target[field]!);
            }
        );
    }

    [Fact]
    public async Task A_runtime_that_is_nowhere_is_unavailable_with_the_vendors_own_command()
    {
        _here.With("HOME", _here.Folder).With("WASMER_DIR", _here.Folder).With("PATH", "/usr/bin:/bin");

        var target = (await TargetsAsync())["wasmer-llvm-aot"];

        Assert.False((bool)target["available"]!);
        Assert.Equal("no wasmer in ~/.wasmer/bin or on PATH", (string)target["reason"]!);
        Assert.Contains("https://get.wasmer.io", (string)target["remedy"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_is_found_in_the_vendors_folder_and_an_explicit_path_comes_first()
    {
        InstallWasmi(".cargo/bin/wasmi", "1.0.0");
        InstallWasmi("elsewhere/wasmi", "2.0.0");
        _here.With("HOME", _here.Folder);
        Assert.Equal("1.0.0", (string)(await TargetsAsync())["wasmi-interpreter"]!["version"]!);

        _here.With("ANALYSIS_WASMI", Path.Combine(_here.Folder, "elsewhere/wasmi"));
        Assert.Equal("2.0.0", (string)(await TargetsAsync())["wasmi-interpreter"]!["version"]!);

        _here.With("ANALYSIS_WASMI", "/no/such/wasmi");
        Assert.Equal(
            "ANALYSIS_WASMI names /no/such/wasmi, which is not there",
            (string)(await TargetsAsync())["wasmi-interpreter"]!["reason"]!
        );
    }

    [Fact]
    public async Task A_person_reads_the_same_as_a_program()
    {
        var table = (await _here.RunAsync("doctor")).Done().Stdout;

        Assert.All((await TargetsAsync()).Keys, name => Assert.Contains(name, table, StringComparison.Ordinal));
        Assert.Contains("clang", table, StringComparison.Ordinal);
    }

    private void InstallWasmi(string path, string version) =>
        _here.WriteProgram(path, $"#!/bin/sh\necho wasmi {version}\n");

    private async Task<Dictionary<string, JsonNode>> TargetsAsync()
    {
        var doctor = JsonNode.Parse((await _here.RunAsync("doctor", "--json")).Done().Stdout)!;
        Assert.Equal("local", (string)doctor["hosts"]![0]!["name"]!);
        return doctor["targets"]!.AsArray().ToDictionary(target => (string)target!["name"]!, target => target!);
    }
}
