using Docker.DotNet.Models;

namespace Measurement.Targets;

/// <summary>
/// What a container may not do, and how much it may take. No network, a read-only file system, no capabilities and an
/// unprivileged user keep a program from touching anything. The limits are far above what the programs need, so that
/// none of them makes a launch faster or slower; they end a program that takes far more than it should.
/// </summary>
/// <param name="logDriver">
/// What the engine keeps a container's output with, which stays its own. <c>json-file</c> keeps all of it in one file
/// unless a bound is given; the engine's other drivers have bounds of their own.
/// </param>
internal sealed class Confinement(string logDriver)
{
    private const string Network = "none";
    private const string Capabilities = "ALL";
    private const string Privileges = "no-new-privileges";

    /// <summary>The number of the user and group that own nothing, <c>nobody</c> on most systems.</summary>
    private const string User = "65534:65534";
    private const int Processes = 4096;
    private const long Memory = 4L << 30;

    /// <summary>Twice what the engine keeps of the program that prints most.</summary>
    private const string LogSize = "1g";

    private readonly bool _boundsLog = logDriver == "json-file";

    /// <summary>The options of <c>docker run</c>.</summary>
    public IReadOnlyList<string> Options =>
        [
            $"--network={Network}",
            "--read-only",
            $"--cap-drop={Capabilities}",
            $"--security-opt={Privileges}",
            $"--user={User}",
            $"--pids-limit={Processes}",
            $"--memory={Memory}",
            .. _boundsLog ? (string[])[$"--log-opt=max-size={LogSize}"] : [],
        ];

    /// <summary>The same for the engine's API.</summary>
    public void Confine(CreateContainerParameters container)
    {
        container.User = User;
        container.NetworkDisabled = true;
        container.HostConfig = new HostConfig
        {
            NetworkMode = Network,
            ReadonlyRootfs = true,
            CapDrop = [Capabilities],
            SecurityOpt = [Privileges],
            PidsLimit = Processes,
            Memory = Memory,
        };
        if (_boundsLog)
        {
            var bound = new Dictionary<string, string> { ["max-size"] = LogSize };
            container.HostConfig.LogConfig = new LogConfig { Config = bound };
        }
    }
}
