using System.Security.Cryptography;
using System.Text;

namespace Measurement.Hosts;

/// <summary>
/// An ARM64 machine that QEMU emulates on this one, as in the 2022 report. It boots when something is asked of it first,
/// serves a whole collection and ends with it. If it dies, another one boots with the same files.
/// </summary>
internal sealed class Arm64Vm : ShellHost
{
    public const string VmName = "arm64-vm";

    /// <summary>The machine ends with the session, whatever else runs there.</summary>
    private const string Session = "root=/work; trap '/usr/bin/busybox poweroff -f' EXIT";
    private static readonly TimeSpan BootLimit = TimeSpan.FromMinutes(2);
    private readonly EmulatedMachine _machine;
    private readonly LocalHost _around;
    private readonly SemaphoreSlim _booting = new(1);
    private SshConnection? _connection;
    private MachineFiles? _files;

    private Arm64Vm(Repository repository, EmulatedMachine machine)
        : base(repository)
    {
        _machine = machine;
        _around = new LocalHost(repository);
        Variables = new Dictionary<string, string> { ["PATH"] = machine.PathThere, ["HOME"] = "/run/root" };
        MachineId = IdOn(_around.MachineId);
    }

    public override string Name => VmName;
    public override string Architecture => "arm64";
    public override IReadOnlyDictionary<string, string> Variables { get; }

    public override string MachineId { get; }
    public override string Scope => Root;

    /// <summary>The disk that a machine which boots again finds as it was.</summary>
    protected override string Root => "/work";
    protected override bool ComesBack => true;

    /// <exception cref="MeasurementException">Something is missing; the message says what to do.</exception>
    public static async Task<Arm64Vm> OpenAsync(Repository repository, CancellationToken cancel) =>
        Repository.ThisArchitecture == "arm64"
            ? throw new UsageException(
                $"This machine is ARM64 itself: measure on it with --host {LocalHost.LocalName}."
            )
            : new(repository, await EmulatedMachine.MakeAsync(repository, cancel));

    /// <summary>The id of the machine that is emulated on another: not that one's, and the same each time.</summary>
    public static string IdOn(string machine) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{VmName} {machine}")))[..8];

    public override async Task<string> ClockSourceAsync(CancellationToken cancel)
    {
        await ConnectionAsync(cancel);
        return _files!.ClockSource;
    }

    /// <summary>It takes this machine's processor, so that one collection at a time measures on the two.</summary>
    public override Task<IAsyncDisposable> LockAsync(string what, Action<string> waiting, CancellationToken cancel) =>
        _around.LockAsync(what, waiting, cancel);

    protected override async ValueTask<HostFacts> FactsAsync(CancellationToken cancel)
    {
        await ConnectionAsync(cancel);
        return _files!.Describe(Name, MachineId, Architecture) with
        {
            CpuModel = "Cortex-A57",
            Virtualization = $"emulation on {_around.Facts.CpuModel}",
            EmulatedBy = _machine.Version,
        };
    }

    protected override async ValueTask<SshConnection> ConnectionAsync(CancellationToken cancel)
    {
        if (_connection is { IsAlive: true })
        {
            return _connection;
        }
        await _booting.WaitAsync(cancel);
        try
        {
            if (_connection is not { IsAlive: true })
            {
                await CloseAsync();
                _connection = await BootAsync(cancel);
            }
            return _connection;
        }
        finally
        {
            _booting.Release();
        }
    }

    protected override async ValueTask ReplaceAsync(SshConnection lost)
    {
        await _booting.WaitAsync();
        try
        {
            if (_connection == lost)
            {
                await CloseAsync();
            }
        }
        finally
        {
            _booting.Release();
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await CloseAsync();
        _machine.Dispose();
        _booting.Dispose();
    }

    private async Task<SshConnection> BootAsync(CancellationToken cancel)
    {
        _machine.ClearConsole();
        var connection = SshConnection.Over(VmName, _machine.Command, _machine.Key);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(BootLimit);
        try
        {
            _files = new MachineFiles(await ArriveAsync(connection, Session, limit.Token));
            return connection;
        }
        catch (Exception fault)
        {
            await connection.DisposeAsync();
            if (cancel.IsCancellationRequested)
            {
                throw;
            }
            var how =
                fault is OperationCanceledException
                    ? $"did not boot within {BootLimit.TotalMinutes:0} min"
                    : "ended while it booted";
            var why = _machine.LastWords is { Length: > 0 } last
                ? $", after '{last}'"
                : $": {fault.Message.TrimEnd('.')}";
            throw new MeasurementException(
                $"The emulated ARM64 machine {how}{why}. Make it anew with `./analysis setup --with arm64`.",
                fault
            );
        }
    }

    private async ValueTask CloseAsync()
    {
        if (_connection is { } connection)
        {
            _connection = null;
            await connection.DisposeAsync();
        }
    }
}
