using Measurement.Hosts;
using Measurement.Journals;
using Measurement.Plans;
using Measurement.Targets;
using Measurement.Tests.Collecting;

namespace Measurement.Tests.Targets;

/// <summary>The sizes of images with a distribution in them, on the base images that set-up has made.</summary>
public sealed class DistributionImageTests : IDisposable
{
    private readonly Bench _bench = new Bench().With("one", "echo hello", "hello").With("two", "noop");

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData("busybox")]
    [InlineData("debian-slim")]
    public async Task A_program_has_the_recorded_size_on_a_base_and_runs_there(string name)
    {
        await RequireAsync(name);

        var run = (await _bench.CollectAsync(Bench.Plan(blocks: 1) with { Targets = ["docker-native"] })).Run;

        var recorded = run.Read<Artifact>().Where(artifact => artifact.Name == $"on {name}").ToList();
        Assert.All(recorded, artifact => Assert.Equal(ArtifactKind.DistributionImage, artifact.Kind));
        Assert.Equal(["one", "two"], recorded.Select(artifact => artifact.Workload).Order());
        var program = _bench.Built.Workload("one");
        var image = $"analysis/test/{name}:{run.Id}";
        var container = await DockerAsync(
            "create",
            "--network=none",
            $"analysis/base/{name}",
            "/program",
            "echo",
            "hello"
        );
        try
        {
            await DockerAsync("cp", program, $"{container}:/program");
            Assert.Equal("hello", await DockerAsync("start", "--attach", container));
            await DockerAsync("commit", container, image);
            var bytes = await DockerAsync("image", "inspect", "--format", "{{.Size}}", image);
            Assert.Equal(recorded.Single(artifact => artifact.Workload == "one").Bytes, long.Parse(bytes));
        }
        finally
        {
            await DockerAsync("rm", "--force", container);
            await DockerAsync("rmi", "--force", image);
        }
    }

    [Fact]
    public async Task The_images_of_today_keep_their_kind_and_their_size()
    {
        await RequireAsync("busybox");

        var run = (await _bench.CollectAsync(Bench.Plan(blocks: 1) with { Targets = ["docker-native"] })).Run;

        var images = run.Read<Artifact>().Where(artifact => artifact.Kind == ArtifactKind.Image).ToList();
        Assert.Equal(["one", "two"], images.Select(artifact => artifact.Workload).Order());
        Assert.All(
            images,
            artifact => Assert.Equal(new FileInfo(_bench.Built.Workload(artifact.Workload)).Length, artifact.Bytes)
        );
    }

    [Theory]
    [InlineData("busybox", "tr a-z A-Z")]
    [InlineData("debian-slim", "apt-get --version | cut -c1-3 | tr a-z A-Z")]
    public async Task A_base_is_a_distribution_that_works(string name, string command)
    {
        await RequireAsync(name);

        var text = await DockerAsync(
            "run",
            "--rm",
            "--network=none",
            $"analysis/base/{name}",
            "sh",
            "-c",
            $"echo apt | {command}"
        );

        Assert.Equal("APT", text.Split('\n')[0]);
    }

    /// <summary>Skips the test, with the reason, where no engine answers or set-up has not made the base image.</summary>
    private async Task RequireAsync(string name)
    {
        var state = await new DockerNative().FindAsync(
            new LocalHost(_bench.Repository),
            TestContext.Current.CancellationToken
        );
        Assert.SkipUnless(state.Available, state.Reason ?? "");
        var (made, _) = await Tool.AskAsync("docker", ["image", "inspect", $"analysis/base/{name}"], default);
        Assert.SkipUnless(made, $"needs the base image {name}: run ./analysis setup --only images");
    }

    private static async Task<string> DockerAsync(params IReadOnlyList<string> arguments)
    {
        var (ok, text) = await Tool.AskAsync("docker", arguments, TestContext.Current.CancellationToken);
        Assert.True(ok, text);
        return text;
    }
}
