using System.Globalization;
using System.Text.RegularExpressions;

namespace Measurement.Hosts;

/// <summary>
/// The files of an emulated ARM64 machine and the command line of QEMU that starts it. Set-up makes what stays: kernel,
/// root file system, key. What a machine writes, and the runtimes that a user has for it, are in disks of its own.
/// </summary>
internal sealed partial class EmulatedMachine : IDisposable
{
    /// <summary>The variable that names a folder of runtimes for ARM64, each in a folder <c>NAME/bin</c> of it.</summary>
    public const string RuntimesVariable = "ANALYSIS_ARM64_RUNTIMES";

    /// <summary>Where the machine has that folder.</summary>
    private const string RuntimesThere = "/opt";
    private const string Remedy = "run `./analysis setup --with arm64`";

    /// <summary>The oldest version that was tried and does not run one program at several speeds, as 7 does.</summary>
    private const int OldestVersion = 10;
    private static readonly TimeSpan FormatLimit = TimeSpan.FromMinutes(5);
    private readonly string _made;
    private readonly string _own;
    private readonly IReadOnlyList<string> _qemu;
    private readonly string? _runtimes;
    private readonly FileStream _lock;

    private EmulatedMachine(
        string made,
        (string Folder, FileStream Lock) own,
        (IReadOnlyList<string> Command, string Version) qemu,
        string? runtimes
    ) =>
        (_made, _own, _lock, _qemu, Version, _runtimes) = (
            made,
            own.Folder,
            own.Lock,
            qemu.Command,
            qemu.Version,
            runtimes
        );

    /// <summary>The emulator, such as <c>qemu 10.0.7</c>.</summary>
    public string Version { get; }

    /// <summary>The key that logs in.</summary>
    public string Key => Path.Combine(_made, "key");

    /// <summary>Where programs are in the machine.</summary>
    public string PathThere =>
        string.Join(
            ':',
            [
                .. _runtimes is null
                    ? []
                    : Directory
                        .EnumerateDirectories(_runtimes)
                        .Order(StringComparer.Ordinal)
                        .Select(folder => $"{RuntimesThere}/{Path.GetFileName(folder)}/bin"),
                "/usr/bin",
                "/bin",
            ]
        );

    /// <summary>Why the machine panicked, else the last line that it wrote to its console; empty: it wrote none.</summary>
    public string LastWords
    {
        get
        {
            var lines = File.Exists(Console) ? File.ReadAllLines(Console).Where(line => line.Trim().Length > 0) : [];
            var words = lines.LastOrDefault(line => line.Contains("Kernel panic", StringComparison.Ordinal));
            return Stamp().Replace(words ?? lines.LastOrDefault("").Trim(), "");
        }
    }

    private string Console => Path.Combine(_own, "console.log");

    /// <summary>Whether set-up has made one.</summary>
    public static bool IsMade(Repository repository) => File.Exists(Path.Combine(Made(repository), "root.cpio"));

    /// <exception cref="MeasurementException">Something is missing; the message says what to do.</exception>
    public static async Task<EmulatedMachine> MakeAsync(Repository repository, CancellationToken cancel)
    {
        if (!IsMade(repository))
        {
            throw new MeasurementException($"There is no emulated ARM64 machine yet: {Remedy}.");
        }
        var qemu = await FindAsync(repository, cancel);
        var runtimes = Runtimes();
        var own = await OwnFolderAsync(Path.Combine(repository.Built("arm64").Folder, "sessions"), cancel);
        var machine = new EmulatedMachine(Made(repository), own, qemu, runtimes);
        try
        {
            await machine.MakeDisksAsync(cancel);
            return machine;
        }
        catch
        {
            machine.Dispose();
            throw;
        }
    }

    /// <summary>
    /// The command that is the machine: its streams are one port of it, and it ends when they are closed. A machine whose
    /// parent is killed is killed, too.
    /// </summary>
    public IReadOnlyList<string> Command =>
        [
            "setpriv",
            "--pdeathsig",
            "KILL",
            // Another machine that was killed may still hold the disks.
            "flock",
            "-F",
            Path.Combine(_own, "disks"),
            .. _qemu,
            .. new[] { "-machine", "virt", "-cpu", "cortex-a57", "-m", "4096" },
            .. new[] { "-display", "none", "-nodefaults", "-no-user-config", "-no-reboot", "-monitor", "none" },
            "-serial",
            $"file:{Console}",
            "-kernel",
            Path.Combine(_made, "vmlinuz"),
            "-initrd",
            Path.Combine(_made, "root.cpio"),
            "-append",
            "rdinit=/init console=ttyAMA0 quiet panic=-1",
            "-device",
            "nvme,id=disks,serial=disks",
            .. Disk(1, Path.Combine(_own, "work.img"), "read-only=off,cache.no-flush=on"),
            .. _runtimes is null ? [] : Disk(2, Path.Combine(_own, "runtimes.img"), "read-only=on"),
            .. new[] { "-device", "virtio-serial-pci", "-chardev", "stdio,id=ssh,signal=off" },
            "-device",
            "virtserialport,chardev=ssh,name=ssh",
        ];

    /// <summary>Forgets what an earlier boot wrote.</summary>
    public void ClearConsole() => File.Delete(Console);

    public void Dispose()
    {
        _lock.Dispose();
        Remove(_own);
    }

    private static string Made(Repository repository) => Path.Combine(repository.Built("arm64").Folder, "machine");

    /// <summary>The folder of the user's runtimes for ARM64; null: there is none.</summary>
    /// <exception cref="UsageException">The folder that the variable names, or a link in it, is no folder.</exception>
    private static string? Runtimes()
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        var usual = Path.Combine(home, ".local", "share", "wasm-arm64");
        var given = Environment.GetEnvironmentVariable(RuntimesVariable) is { Length: > 0 } named ? named : null;
        var folder = given ?? usual;
        if (!Directory.Exists(folder))
        {
            return given is null
                ? null
                : throw new UsageException($"{RuntimesVariable} names {given}, which is no folder.");
        }
        var link = Directory
            .EnumerateDirectories(folder)
            .FirstOrDefault(each => File.ResolveLinkTarget(each, false) is not null);
        return link is null
            ? folder
            : throw new UsageException(
                $"{link} is a symbolic link, which the emulated machine can't follow: put the folder itself there."
            );
    }

    private static string[] Disk(int number, string file, string options) =>
        [
            "-blockdev",
            string.Create(
                CultureInfo.InvariantCulture,
                $"driver=raw,node-name=disk{number},{options},file.driver=file,file.filename={file.Replace(",", ",,", StringComparison.Ordinal)}"
            ),
            "-device",
            string.Create(CultureInfo.InvariantCulture, $"nvme-ns,drive=disk{number},nsid={number}"),
        ];

    /// <summary>QEMU of <c>PATH</c> if it is new enough, else the one that set-up unpacked.</summary>
    private static async Task<(IReadOnlyList<string> Command, string Version)> FindAsync(
        Repository repository,
        CancellationToken cancel
    )
    {
        const string program = "qemu-system-aarch64";
        var built = repository.Built(Repository.ThisArchitecture);
        List<string[]> candidates = [];
        if (Tool.OnPath(program) is { } own)
        {
            candidates.Add([own]);
        }
        if (built.LoaderOf(program) is { Count: > 0 } loader)
        {
            candidates.Add([.. loader, Path.Combine(built.Unpacked(program), "usr", "bin", program)]);
        }
        foreach (var command in candidates)
        {
            var (_, said) = await Tool.AskAsync(command[0], [.. command[1..], "--version"], cancel);
            if (VersionLine().Match(said) is { Success: true } version && Major(version) >= OldestVersion)
            {
                return (command, $"qemu {version.Groups["version"].Value}");
            }
        }
        throw new MeasurementException($"There is no {program} of version {OldestVersion} or later: {Remedy}.");

        static int Major(Match version) =>
            int.Parse(version.Groups["version"].Value.Split('.')[0], CultureInfo.InvariantCulture);
    }

    /// <summary>A folder of this machine's own. Those that nobody holds are of processes that were killed, and go.</summary>
    private static async Task<(string Folder, FileStream Lock)> OwnFolderAsync(
        string sessions,
        CancellationToken cancel
    )
    {
        Directory.CreateDirectory(sessions);
        var all = Path.Combine(sessions, FileLock.Name);
        await File.AppendAllTextAsync(all, "", cancel);
        FileStream? alone;
        while ((alone = FileLock.TryTake(all)) is null)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), cancel);
        }
        await using (alone)
        {
            foreach (var folder in Directory.EnumerateDirectories(sessions))
            {
                await using var free = FileLock.TryMake(Path.Combine(folder, FileLock.Name));
                if (free is not null)
                {
                    Remove(folder);
                }
            }
            var own = Directory.CreateDirectory(Path.Combine(sessions, $"{Guid.NewGuid():N}")).FullName;
            return (own, FileLock.TryMake(Path.Combine(own, FileLock.Name))!);
        }
    }

    private static void Remove(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (IOException)
        {
            // QEMU may still be ending. The next machine removes what is left.
        }
    }

    private async Task MakeDisksAsync(CancellationToken cancel)
    {
        await FormatAsync("work", "4G", [], cancel);
        if (_runtimes is not null)
        {
            var bytes = Directory
                .EnumerateFiles(_runtimes, "*", SearchOption.AllDirectories)
                .Sum(file => new FileInfo(file).Length);
            var megabytes = string.Create(CultureInfo.InvariantCulture, $"{bytes * 11 / 10 / 1_000_000 + 32}M");
            await FormatAsync("runtimes", megabytes, ["-O", "^has_journal", "-d", _runtimes], cancel);
        }
    }

    private async Task FormatAsync(string label, string size, string[] options, CancellationToken cancel)
    {
        var program =
            Tool.OnPath("mke2fs")
            ?? new[] { "/sbin/mke2fs", "/usr/sbin/mke2fs" }.FirstOrDefault(File.Exists)
            ?? throw new MeasurementException("There is no mke2fs: install it (apt-get install e2fsprogs).");
        var (ok, said) = await Tool.AskAsync(
            program,
            ["-q", "-F", "-t", "ext4", "-L", label, .. options, Path.Combine(_own, $"{label}.img"), size],
            cancel,
            FormatLimit
        );
        if (!ok)
        {
            throw new MeasurementException(
                $"The disk {label} of the emulated machine can't be made in {_own}: {said}. Is there room for it?"
            );
        }
    }

    [GeneratedRegex(@"^\[ *\d+\.\d+\] (---\[ end )?")]
    private static partial Regex Stamp();

    [GeneratedRegex(@"version (?<version>\d+(\.\d+)+)")]
    private static partial Regex VersionLine();
}
