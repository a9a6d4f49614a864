using System.Formats.Tar;
using System.Globalization;
using Docker.DotNet;
using Docker.DotNet.Models;
using Measurement.Probing;

namespace Measurement.Targets;

/// <summary>What an engine says of itself.</summary>
/// <param name="LogDriver">What it keeps the output of containers with, unless it is told otherwise.</param>
internal sealed record EngineFacts(string Version, string LogDriver);

/// <summary>
/// The Docker engine through its API. It makes images that hold only given files, and takes a container through its
/// life, with a time at each step. All container targets share one client, which lives as long as the process.
/// </summary>
internal sealed class DockerEngine
{
    /// <summary>The labels of our containers and images: their run, and the scope of the host that it measures on.</summary>
    private const string RunLabel = "analysis.run",
        ScopeLabel = "analysis.scope";

    /// <summary>The beginning of the names of base images with a distribution, which set-up makes.</summary>
    private const string Bases = "analysis/base/";

    private static readonly TimeSpan ImportPatience = TimeSpan.FromMinutes(2);
    private readonly Lazy<DockerClient> _client = new(() => new DockerClientBuilder().Build());

    private DockerEngine() { }

    public static DockerEngine Shared { get; } = new();

    /// <summary>Made when first used, so that an invalid address is a reason like any other.</summary>
    private DockerClient Client => _client.Value;

    /// <summary>What the engine says of itself, or the reason why it said nothing.</summary>
    public async Task<(EngineFacts? Facts, string? Reason)> AskAsync(CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(EngineCall.Patience);
        try
        {
            var system = await Client.System.GetSystemInfoAsync(limit.Token).WaitAsync(limit.Token);
            return (new EngineFacts(system.ServerVersion, system.LoggingDriver), null);
        }
        catch (DockerApiException refusal)
        {
            return (null, $"the Docker engine refused to say what it is ({refusal.Message.TrimEnd('.')})");
        }
        catch (Exception fault) when (EngineCall.IsSilence(fault) && !cancel.IsCancellationRequested)
        {
            return (null, EngineCall.DoesNotAnswer(fault));
        }
    }

    /// <summary>Makes an image that holds these files and nothing else, tagged with the run.</summary>
    /// <returns>The image's id and size, and how long making it took.</returns>
    /// <exception cref="LaunchFault">The engine does not answer, or refused.</exception>
    public Task<(string Id, long Bytes, long PrepareNs)> ImportAsync(
        string name,
        IReadOnlyList<(string From, string To)> files,
        string run,
        string scope,
        CancellationToken kill
    ) =>
        EngineCall.MakeAsync(
            $"importing the image {name}",
            ImportPatience,
            limit => ImportOnceAsync(name, files, run, scope, limit),
            kill
        );

    private async Task<(string Id, long Bytes, long PrepareNs)> ImportOnceAsync(
        string name,
        IReadOnlyList<(string From, string To)> files,
        string run,
        string scope,
        CancellationToken cancel
    )
    {
        var start = Clock.MonotonicNs;
        using var layer = new MemoryStream();
        await using (var tar = new TarWriter(layer, leaveOpen: true))
        {
            foreach (var (from, to) in files)
            {
                await using var content = File.OpenRead(from);
                await tar.WriteEntryAsync(
                    new PaxTarEntry(TarEntryType.RegularFile, to.TrimStart('/'))
                    {
                        Mode = (UnixFileMode)0b111_101_101,
                        DataStream = content,
                        ModificationTime = DateTimeOffset.UnixEpoch,
                    },
                    cancel
                );
            }
        }
        layer.Position = 0;
        await Client.Images.CreateImageAsync(
            new ImagesCreateParameters
            {
                FromSrc = "-",
                Repo = name,
                Tag = run,
                Changes = [.. Labels(run, scope).Select(label => $"LABEL {label.Key}=\"{label.Value}\"")],
            },
            layer,
            null,
            new Progress<JSONMessage>(),
            cancel
        );
        var prepareNs = Clock.MonotonicNs - start;
        var image = await Client.Images.InspectImageAsync($"{name}:{run}", cancel);
        return (image.ID, image.Size, prepareNs);
    }

    /// <summary>The base images with a distribution that set-up has made, by name; none if it has not.</summary>
    /// <exception cref="LaunchFault">The engine does not answer, or refused.</exception>
    public Task<IReadOnlyList<(string Name, string Id, long Bytes)>> BasesAsync(CancellationToken kill) =>
        EngineCall.MakeAsync("listing the base images", EngineCall.Patience, BasesOnceAsync, kill);

    private async Task<IReadOnlyList<(string Name, string Id, long Bytes)>> BasesOnceAsync(CancellationToken cancel)
    {
        var bases = new ImagesListParameters { Filters = Where("reference", $"{Bases}*") };
        return
        [
            .. from image in await Client.Images.ListImagesAsync(bases, cancel)
            from tag in image.RepoTags ?? []
            where tag.StartsWith(Bases, StringComparison.Ordinal)
            let name = tag[Bases.Length..].Split(':')[0]
            orderby name
            select (name, image.ID, image.Size),
        ];
    }

    /// <summary>Creates, starts and removes a container like <c>docker run --rm</c>, and times each step.</summary>
    /// <exception cref="LaunchFault">The engine does not answer, or refused.</exception>
    public Task<LifecycleTimes> LiveAsync(
        string image,
        Inside inside,
        IReadOnlyList<string> arguments,
        string name,
        CancellationToken kill
    ) =>
        EngineCall.MakeAsync(
            $"watching a container of {image}",
            Timeout.InfiniteTimeSpan,
            limit => LiveOnceAsync(image, inside, arguments, name, limit),
            kill
        );

    private async Task<LifecycleTimes> LiveOnceAsync(
        string image,
        Inside inside,
        IReadOnlyList<string> arguments,
        string name,
        CancellationToken kill
    )
    {
        var parameters = new CreateContainerParameters
        {
            Image = image,
            Name = name,
            Cmd = [.. inside.Command, .. arguments],
            AttachStdout = true,
            Labels = new Dictionary<string, string>(inside.Labels),
        };
        inside.Confinement.Confine(parameters);
        var start = Clock.MonotonicNs;
        var container = await Client.Containers.CreateContainerAsync(parameters, kill);
        var created = Clock.MonotonicNs;
        try
        {
            using var output = await Client.Containers.AttachContainerAsync(
                container.ID,
                new ContainerAttachParameters { Stream = true, Stdout = true },
                kill
            );
            var starting = Client.Containers.StartContainerAsync(container.ID, new ContainerStartParameters(), kill);
            var first = FirstByteAsync(output, kill);
            await starting;
            var started = Clock.MonotonicNs;
            var firstOutput = await first;
            var ending = await Client.Containers.WaitContainerAsync(container.ID, kill);
            var exited = Clock.MonotonicNs;
            if (ending.StatusCode != 0)
            {
                throw new LaunchFault($"its program exited with code {ending.StatusCode}");
            }
            if (firstOutput is not { } firstByte)
            {
                throw new LaunchFault("its program ended without a byte of output");
            }
            await RemoveAsync(container.ID, kill);
            var removed = Clock.MonotonicNs;
            return new LifecycleTimes(
                created - start,
                started - start,
                firstByte - start,
                exited - start,
                removed - start
            );
        }
        catch
        {
            await RemoveContainerAsync(container.ID);
            throw;
        }
    }

    /// <summary>Starts a container in which the probe waits for input, for programs that are started in it later.</summary>
    /// <param name="probe">The probe's path in the container.</param>
    /// <returns>The container's name.</returns>
    /// <exception cref="LaunchFault">The engine does not answer, or refused.</exception>
    public Task<string> StartWaitingAsync(
        string image,
        Inside inside,
        string probe,
        string name,
        CancellationToken kill
    ) =>
        EngineCall.MakeAsync(
            $"starting a container of {image}",
            ImportPatience,
            async limit =>
            {
                var parameters = new CreateContainerParameters
                {
                    Image = image,
                    Name = name,
                    Entrypoint = [probe],
                    OpenStdin = true,
                    Labels = new Dictionary<string, string>(inside.Labels),
                };
                inside.Confinement.Confine(parameters);
                parameters.HostConfig!.Mounts =
                [
                    new Mount
                    {
                        Type = "bind",
                        Source = inside.Probe,
                        Target = probe,
                        ReadOnly = true,
                    },
                ];
                var container = await Client.Containers.CreateContainerAsync(parameters, limit);
                await Client.Containers.StartContainerAsync(container.ID, new ContainerStartParameters(), limit);
                return name;
            },
            kill
        );

    /// <returns>When the first byte came; null where the output ended without any.</returns>
    private static async Task<long?> FirstByteAsync(MultiplexedStream output, CancellationToken kill)
    {
        var buffer = new byte[4096];
        var read = await output.ReadOutputAsync(buffer, 0, buffer.Length, kill);
        return read.Count > 0 ? Clock.MonotonicNs : null;
    }

    private Task RemoveAsync(string nameOrId, CancellationToken cancel) =>
        Client.Containers.RemoveContainerAsync(nameOrId, new ContainerRemoveParameters { Force = true }, cancel);

    /// <summary>
    /// Why a container that was still running at its time limit did not have that time: the engine does not answer, or
    /// started it seconds late. Null: the container had its time.
    /// </summary>
    public async Task<string?> ExcuseAsync(string container, TimeSpan limit)
    {
        using var patience = new CancellationTokenSource(EngineCall.Patience);
        try
        {
            var state = (
                await Client.Containers.InspectContainerAsync(container, patience.Token).WaitAsync(patience.Token)
            ).State;
            return
                state is { Running: true }
                && DateTimeOffset.TryParse(state.StartedAt, CultureInfo.InvariantCulture, out var started)
                && Clock.UtcNow - started > limit - EngineCall.Patience
                ? null
                : $"the Docker engine was late: the container did not run for the {limit.TotalSeconds:0.#} s of its time limit";
        }
        catch (DockerContainerNotFoundException)
        {
            return $"the Docker engine was late: it made no container within {limit.TotalSeconds:0.#} s";
        }
        catch (Exception fault) when (fault is DockerApiException || EngineCall.IsSilence(fault))
        {
            return EngineCall.DoesNotAnswer(fault);
        }
    }

    /// <summary>Kills and removes a container. It is no error if the container or the engine is gone.</summary>
    public Task RemoveContainerAsync(string nameOrId) => EngineCall.TryAsync(limit => RemoveAsync(nameOrId, limit));

    /// <summary>The labels that containers and images of a run have.</summary>
    public static IReadOnlyDictionary<string, string> Labels(string run, string scope) =>
        new Dictionary<string, string> { [RunLabel] = run, [ScopeLabel] = scope };

    /// <summary>Removes every container and image of a run.</summary>
    public Task RemoveRunAsync(string run) => RemoveAllAsync(RunLabel, run);

    /// <summary>Removes every container and image of the runs of a scope.</summary>
    /// <returns>What there was, in words.</returns>
    public Task<IReadOnlyList<string>> RemoveScopeAsync(string scope) => RemoveAllAsync(ScopeLabel, scope);

    private async Task<IReadOnlyList<string>> RemoveAllAsync(string label, string value)
    {
        var removed = new List<string>();
        var ours = Where("label", $"{label}={value}");
        IEnumerable<ContainerListResponse> containers = [];
        await EngineCall.TryAsync(async limit =>
            containers = await Client.Containers.ListContainersAsync(
                new ContainersListParameters { All = true, Filters = ours },
                limit
            )
        );
        foreach (var container in containers)
        {
            await RemoveContainerAsync(container.ID);
            removed.Add($"container {container.Names.FirstOrDefault()?.TrimStart('/') ?? container.ID}");
        }
        IEnumerable<ImagesListResponse> images = [];
        await EngineCall.TryAsync(async limit =>
            images = await Client.Images.ListImagesAsync(new ImagesListParameters { Filters = ours }, limit)
        );
        foreach (var image in images)
        {
            // Each container target of a run cleans up for all of them, so this image may be gone already.
            await EngineCall.TryAsync(patience =>
                Client.Images.DeleteImageAsync(image.ID, new ImageDeleteParameters { Force = true }, patience)
            );
            removed.Add($"image {image.RepoTags?.FirstOrDefault() ?? image.ID}");
        }
        return removed;
    }

    private static Dictionary<string, IDictionary<string, bool>> Where(string filter, string value) =>
        new() { [filter] = new Dictionary<string, bool> { [value] = true } };
}
