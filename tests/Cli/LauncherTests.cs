using Measurement;
using Measurement.Hosts;

namespace Cli.Tests;

public sealed class LauncherTests : IDisposable
{
    private readonly Workplace _here = new();

    public void Dispose() => _here.Dispose();

    [Fact]
    public async Task A_dry_run_says_what_a_fresh_checkout_needs_and_does_none_of_it()
    {
        var fresh = await _here.CopySourcesAsync();
        var before = FilesOf(fresh);

        var answer = (await _here.LaunchAsync(fresh, "setup", "--dry-run")).Done();

        string[] builds = ["building lib/bin", "building the probe", "building for wasm32"];
        Assert.All(builds, build => Assert.Contains(build, answer.Stderr, StringComparison.Ordinal));
        Assert.Contains("dotnet build lib/Cli/Cli.csproj", answer.Stdout, StringComparison.Ordinal);
        Assert.Equal(before, FilesOf(fresh));
    }

    [Fact]
    public async Task With_sqlite_its_sources_are_unpacked_before_the_programs_are_built()
    {
        Assert.SkipWhen(Tool.OnPath("apt-get") is null, "SQLite's sources are of a Debian package");
        var fresh = await _here.CopySourcesAsync();

        var steps = (await _here.LaunchAsync(fresh, "setup", "--dry-run", "--with", "sqlite")).Done().Stderr;

        var unpacked = steps.IndexOf("unpacking SQLite", StringComparison.Ordinal);
        Assert.InRange(unpacked, 0, steps.IndexOf("building for wasm32", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("mysql")]
    public async Task What_set_up_cannot_come_with_is_answered_with_what_it_can(string part)
    {
        var answer = await _here.LaunchAsync(Workplace.Checkout.Root, "setup", "--with", part);

        answer.SaysInOneSentence(2, "--with takes arm64, sqlite or questions", $"'{part}'", "./analysis setup --help");
    }

    [Fact]
    public async Task A_second_set_up_does_nothing()
    {
        var root = Workplace.Checkout.Root;
        (await _here.LaunchAsync(root, "setup")).Done();
        var built = FilesOf(
            Path.Combine(root, ".tools", Repository.ThisArchitecture, "bin"),
            Path.Combine(root, "lib", "bin")
        );

        var answer = (await _here.LaunchAsync(root, "setup")).Done();

        Assert.DoesNotContain("building", answer.Stderr, StringComparison.Ordinal);
        Assert.DoesNotContain("installing", answer.Stderr, StringComparison.Ordinal);
        Assert.Equal(
            built,
            FilesOf(Path.Combine(root, ".tools", Repository.ThisArchitecture, "bin"), Path.Combine(root, "lib", "bin"))
        );
    }

    [Fact]
    public async Task A_machine_without_an_engine_needs_no_base_images_and_a_dry_run_says_how_they_are_made()
    {
        _here.With("DOCKER_HOST", _here.DeadEngine);

        var answer = (await _here.LaunchAsync(Workplace.Checkout.Root, "setup", "--only", "images")).Done();
        var dry = (await _here.LaunchAsync(Workplace.Checkout.Root, "setup", "--only", "images", "--dry-run")).Done();

        Assert.Contains("no Docker engine answers", answer.Stdout, StringComparison.Ordinal);
        Assert.Empty(answer.Stderr);
        if (Environment.IsPrivilegedProcess)
        {
            Assert.Contains("making the base image busybox", dry.Stderr, StringComparison.Ordinal);
            Assert.Contains("MB in the engine", dry.Stderr, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("setup")]
    [InlineData("collect")]
    [InlineData("report")]
    [InlineData("doctor")]
    public async Task Another_system_is_told_what_to_use_instead(string verb)
    {
        Pretend("echo Darwin");

        var answer = await _here.LaunchAsync(Workplace.Checkout.Root, verb);

        answer.SaysInOneSentence(1, "Darwin is not supported", "Linux virtual machine");
    }

    [Fact]
    public async Task Another_processor_is_named()
    {
        Pretend("if [ \"$1\" = -m ]; then echo riscv64; else echo Linux; fi");

        var answer = await _here.LaunchAsync(Workplace.Checkout.Root, "setup");

        answer.SaysInOneSentence(1, "riscv64 is not supported", "aarch64");
    }

    [Theory]
    [InlineData("doctor")]
    [InlineData("setup")]
    public async Task A_folder_for_temporary_files_that_is_not_there_is_named(string verb)
    {
        _here.With("TMPDIR", "/nowhere/at/all");

        var answer = await _here.LaunchAsync(Workplace.Checkout.Root, verb);

        answer.SaysInOneSentence(1, "'/nowhere/at/all'", "set TMPDIR");
    }

    [Theory]
    [InlineData("setup --frobnicate", "'--frobnicate'")]
    [InlineData("setup --only teapot", "'teapot'")]
    [InlineData("setup --only", "''")]
    public async Task A_wrong_option_of_set_up_is_one_sentence(string line, string named)
    {
        var answer = await _here.LaunchAsync(Workplace.Checkout.Root, line.Split(' '));

        answer.SaysInOneSentence(2, named, "./analysis setup --help");
    }

    [Fact]
    public async Task Set_up_explains_itself()
    {
        var answer = (await _here.LaunchAsync(Workplace.Checkout.Root, "setup", "--help")).Done();

        Assert.Contains("--dry-run", answer.Stdout, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_launcher_hands_verbs_and_exit_codes_through_from_any_folder()
    {
        (await _here.LaunchAsync(Workplace.Checkout.Root, "setup", "--only", "library")).Done();

        var answer = await _here.LaunchAsync(Workplace.Checkout.Root, "frobnicate");

        answer.SaysInOneSentence(2, "'frobnicate'");
    }

    /// <summary>Puts a <c>uname</c> of the test first on PATH.</summary>
    private void Pretend(string script) => _here.WithProgram("uname", $"#!/bin/sh\n{script}\n");

    private static string[] FilesOf(params IEnumerable<string> folders) =>
        [
            .. folders
                .SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
                .Select(file => $"{file} {File.GetLastWriteTimeUtc(file):O}")
                .Order(StringComparer.Ordinal),
        ];
}
