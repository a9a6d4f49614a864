using Docker.DotNet.Models;

namespace Measurement.Targets;

/// <summary>
/// What a container may not do, and how much it may take. No network, a read-only file system, no capabilities and an
/// unprivileged user keep a program from touching anything. The limits are far above what the programs need, so that
/// none of them makes a launch faster or slower; they end a program that takes far more than it should.
/// </summary>
/// <param name="logDriverOfEngine">
/// What the engine keeps a container's output with, which stays its own. <c>json-file</c> keeps all of it in one file
/// unless a bound is given; the engine's other drivers have bounds of their own.
/// </param>
internal sealed class Confinement(string logDriverOfEngine)
{
    private const string Capabilities = "ALL";
    private const string Privileges = "no-new-privileges";

    /// <summary>The number of the user and group that own nothing, <c>nobody</c> on most systems.</summary>
    private const string User = "65534:65534";
    private const int Processes = 4096;
    private const long Memory = 4L << 30;

    /// <summary>Twice what the engine keeps of the program that prints most.</summary>
    private const string LogSize = "1g";

    private bool BoundsLog => LogDriver is null && logDriverOfEngine == "json-file";

    private string Network { get; init; } = "none";

    /// <summary>What keeps the output in place of the engine's own; null: that one.</summary>
    private string? LogDriver { get; init; }

    /// <summary>The same but for one thing.</summary>
    public Confinement With(string network = "none", string? logDriver = null) =>
        new(logDriverOfEngine) { Network = network, LogDriver = logDriver };

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
            .. BoundsLog ? (string[])[$"--log-opt=max-size={LogSize}"] : [],
            .. LogDriver is null ? (string[])[] : [$"--log-driver={LogDriver}"],
        ];

    /// <summary>The same for the engine's API.</summary>
    public void Confine(CreateContainerParameters container)
    {
        container.User = User;
        container.NetworkDisabled = Network == "none";
        container.HostConfig = new HostConfig
        {
            NetworkMode = Network,
            ReadonlyRootfs = true,
            CapDrop = [Capabilities],
            SecurityOpt = [Privileges],
            PidsLimit = Processes,
            Memory = Memory,
        };
        if (BoundsLog)
        {
            var bound = new Dictionary<string, string> { ["max-size"] = LogSize };
            container.HostConfig.LogConfig = new LogConfig { Config = bound };
        }
        if (LogDriver is not null)
        {
            container.HostConfig.LogConfig = new LogConfig { Type = LogDriver };
        }
    }

    /// <summary>
    /// The same for a runtime of the Open Container Initiative without an engine: the <c>config.json</c> of a bundle, with
    /// the mounts and namespaces that Docker's containers have.
    /// </summary>
    /// <param name="command">What it runs, in paths of the container.</param>
    public static object Bundle(IReadOnlyList<string> command)
    {
        var owner = User.Split(':').Select(int.Parse).ToArray();
        return new
        {
            ociVersion = "1.0.2",
            process = new
            {
                user = new { uid = owner[0], gid = owner[1] },
                args = command,
                env = new[] { "PATH=/" },
                cwd = "/",
                noNewPrivileges = true,
                capabilities = new { },
            },
            root = new { path = "rootfs", @readonly = true },
            hostname = "container",
            mounts = new[]
            {
                Mounted("/proc", "proc", "proc"),
                Mounted("/dev", "tmpfs", "tmpfs", "nosuid", "strictatime", "mode=755", "size=65536k"),
                Mounted(
                    "/dev/pts",
                    "devpts",
                    "devpts",
                    "nosuid",
                    "noexec",
                    "newinstance",
                    "ptmxmode=0666",
                    "mode=0620"
                ),
                Mounted("/dev/shm", "tmpfs", "shm", "nosuid", "noexec", "nodev", "mode=1777", "size=65536k"),
                Mounted("/dev/mqueue", "mqueue", "mqueue", "nosuid", "noexec", "nodev"),
                Mounted("/sys", "sysfs", "sysfs", "nosuid", "noexec", "nodev", "ro"),
                Mounted("/sys/fs/cgroup", "cgroup", "cgroup", "nosuid", "noexec", "nodev", "relatime", "ro"),
            },
            linux = new
            {
                namespaces = new[] { "pid", "network", "ipc", "uts", "mount", "cgroup" }.Select(type => new { type }),
                resources = new
                {
                    devices = new[] { new { allow = false, access = "rwm" } },
                    memory = new { limit = Memory },
                    pids = new { limit = Processes },
                },
            },
        };

        static object Mounted(string destination, string type, string source, params string[] options) =>
            new
            {
                destination,
                type,
                source,
                options,
            };
    }
}
