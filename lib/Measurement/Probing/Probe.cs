using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace Measurement.Probing;

/// <summary>
/// A running probe (<c>lib/probe</c>): the small launcher that measures one job after the other. One launch at a time.
/// </summary>
public sealed class Probe : IAsyncDisposable
{
    private static readonly JsonSerializerOptions Wire = new(Json.Options) { WriteIndented = false };
    private readonly Process _process;

    private Probe(Process process) => _process = process;

    /// <param name="path">The probe's binary.</param>
    /// <exception cref="MeasurementException">It is not built yet.</exception>
    public static Probe Start(string path)
    {
        if (!File.Exists(path))
        {
            throw new MeasurementException($"The probe is not built ({path} is missing): run `./analysis setup`.");
        }
        var start = new ProcessStartInfo(path)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            StandardOutputEncoding = Encoding.UTF8,
        };
        return new Probe(Process.Start(start)!);
    }

    /// <summary>Launches one job and measures it.</summary>
    /// <param name="kill">Ends the job's whole process tree and the probe; the launch in flight gives no result.</param>
    /// <exception cref="MeasurementException">The probe itself died.</exception>
    public async Task<ProbeResult> RunAsync(ProbeJob job, CancellationToken kill)
    {
        kill.ThrowIfCancellationRequested();
        await using var killing = kill.Register(_process.StandardInput.Close);
        try
        {
            await _process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(job, Wire));
            await _process.StandardInput.FlushAsync(CancellationToken.None);
        }
        catch (Exception fault) when (fault is IOException or ObjectDisposedException)
        {
            kill.ThrowIfCancellationRequested();
            throw new MeasurementException($"The probe died before {job.Argv[0]} was launched.", fault);
        }
        var line = await _process.StandardOutput.ReadLineAsync(CancellationToken.None);
        kill.ThrowIfCancellationRequested();
        return line is null
            ? throw new MeasurementException($"The probe died while {job.Argv[0]} ran.")
            : Json.Parse<ProbeResult>(line);
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
