using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace Measurement.Probing;

/// <summary>
/// A running probe (<c>lib/native/probe</c>): the small launcher that measures one job after the
/// other, one launch at a time.
/// </summary>
internal sealed class Probe : IAsyncDisposable
{
    private static readonly JsonSerializerOptions Wire = new(Json.Options) { WriteIndented = false };
    private readonly Func<CancellationToken, Task<IReadOnlyList<string>>> _command;
    private readonly string _name;
    private readonly bool _startsAgain;
    private Process _process;
    private bool _isDead;

    private Probe(
        Func<CancellationToken, Task<IReadOnlyList<string>>> command,
        Process process,
        string name,
        bool startsAgain
    ) => (_command, _process, _name, _startsAgain) = (command, process, name, startsAgain);

    /// <param name="path">The probe's binary.</param>
    /// <exception cref="MeasurementException">The probe is not built yet.</exception>
    public static Probe Start(string path)
    {
        if (!File.Exists(path))
        {
            throw new MeasurementException($"The probe is not built ({path} is missing): run `./analysis setup`.");
        }
        string[] command = [path];
        return new Probe(_ => Task.FromResult<IReadOnlyList<string>>(command), Start(command), "the probe", false);
    }

    /// <param name="command">Gives a command line that runs the probe elsewhere, and passes on its streams.</param>
    /// <param name="name">The name, in messages, of what has died when the probe's output ends.</param>
    /// <param name="startsAgain">Whether it is started again for the next job after it died.</param>
    public static async Task<Probe> StartAsync(
        Func<CancellationToken, Task<IReadOnlyList<string>>> command,
        string name,
        bool startsAgain,
        CancellationToken cancel
    ) => new(command, Start(await command(cancel)), name, startsAgain);

    private static Process Start(IReadOnlyList<string> command) =>
        Process.Start(
            new ProcessStartInfo(command[0], command.Skip(1))
            {
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
                StandardOutputEncoding = Encoding.UTF8,
            }
        )!;

    /// <summary>Launches one job and measures it.</summary>
    /// <param name="kill">Ends the job's whole process tree and the probe; the launch gives no result.</param>
    /// <exception cref="HostLostFault">The probe died, and is started again for the next job.</exception>
    /// <exception cref="MeasurementException">The probe itself died, or answered for another job.</exception>
    public async Task<ProbeResult> RunAsync(ProbeJob job, CancellationToken kill)
    {
        kill.ThrowIfCancellationRequested();
        if (_isDead)
        {
            var next = Start(await _command(kill));
            _process.Dispose();
            (_process, _isDead) = (next, false);
        }
        await using var killing = kill.Register(_process.StandardInput.Close);
        try
        {
            await _process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(job, Wire));
            await _process.StandardInput.FlushAsync(CancellationToken.None);
        }
        catch (Exception fault) when (fault is IOException or ObjectDisposedException)
        {
            kill.ThrowIfCancellationRequested();
            throw Died($"before {job.Argv[0]} was launched", fault);
        }
        var line = await _process.StandardOutput.ReadLineAsync(CancellationToken.None);
        kill.ThrowIfCancellationRequested();
        if (line is null)
        {
            throw Died($"while {job.Argv[0]} ran");
        }
        var result = Json.Parse<ProbeResult>(line);
        return result.Id == job.Id
            ? result
            : throw new MeasurementException(
                $"The probe answered job '{result.Id}' instead of job '{job.Id}': its answers can't be trusted. Answer: {line}"
            );
    }

    private MeasurementException Died(string when, Exception? cause = null)
    {
        _isDead = true;
        var what = $"{char.ToUpperInvariant(_name[0])}{_name[1..]} died {when}";
        return _startsAgain
            ? new HostLostFault(what, cause)
            : new MeasurementException(
                $"{what}. Every completed sample is kept: go on with `./analysis collect --resume`.",
                cause!
            );
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
