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
    private readonly Process _process;
    private readonly string _name;

    private Probe(Process process, string name) => (_process, _name) = (process, name);

    /// <param name="path">The probe's binary.</param>
    /// <exception cref="MeasurementException">The probe is not built yet.</exception>
    public static Probe Start(string path)
    {
        if (!File.Exists(path))
        {
            throw new MeasurementException($"The probe is not built ({path} is missing): run `./analysis setup`.");
        }
        return Start([path], "the probe");
    }

    /// <param name="command">A command line that runs the probe, perhaps elsewhere, and passes on its streams.</param>
    /// <param name="name">The name, in messages, of what has died when the probe's output ends.</param>
    public static Probe Start(IReadOnlyList<string> command, string name)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            StandardOutputEncoding = Encoding.UTF8,
        };
        return new Probe(Process.Start(start)!, name);
    }

    /// <summary>Launches one job and measures it.</summary>
    /// <param name="kill">Ends the job's whole process tree and the probe; the launch gives no result.</param>
    /// <exception cref="MeasurementException">The probe itself died, or answered for another job.</exception>
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
            throw new MeasurementException(Died($"before {job.Argv[0]} was launched"), fault);
        }
        var line = await _process.StandardOutput.ReadLineAsync(CancellationToken.None);
        kill.ThrowIfCancellationRequested();
        if (line is null)
        {
            throw new MeasurementException(Died($"while {job.Argv[0]} ran"));
        }
        var result = Json.Parse<ProbeResult>(line);
        return result.Id == job.Id
            ? result
            : throw new MeasurementException(
                $"The probe answered job '{result.Id}' instead of job '{job.Id}': its answers can't be trusted. Answer: {line}"
            );
    }

    private string Died(string when) =>
        $"{char.ToUpperInvariant(_name[0])}{_name[1..]} died {when}. Every completed sample is kept: go on with `./analysis collect --resume`.";

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
