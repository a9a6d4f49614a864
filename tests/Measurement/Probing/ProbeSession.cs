using System.Diagnostics;
using System.Text.Json;

namespace Measurement.Tests.Probing;

/// <summary>One answer of the probe. A field that it left out is null.</summary>
internal sealed record Answer(
    string? Id,
    string Status,
    int? ExitCode,
    int? Signal,
    long? WallNs,
    long? FirstOutputNs,
    long? UserNs,
    long? SystemNs,
    long? MaxRssBytes,
    long? MinorFaults,
    long? MajorFaults,
    long? VoluntarySwitches,
    long? InvoluntarySwitches,
    long? StdoutBytes,
    string? StdoutSha256,
    string? StderrTail,
    long? StealNs,
    double? Load1,
    string? Error
);

/// <summary>A running probe: jobs go in as lines, answers come out as lines.</summary>
internal sealed class ProbeSession : IDisposable
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    private readonly Process process;

    public ProbeSession(string? program = null)
    {
        var start = new ProcessStartInfo(program ?? Tools.Probe)
        {
            RedirectStandardInput = true,
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        process = Process.Start(start)!;
        process.StandardInput.AutoFlush = true;
    }

    public int ProcessId => process.Id;

    /// <summary>Launches a program through a probe that is started for it.</summary>
    public static async Task<Answer> LaunchOneAsync(params string[] argv)
    {
        using var probe = new ProbeSession();
        return await probe.LaunchAsync(argv);
    }

    public Task<Answer> LaunchAsync(params string[] argv) => LaunchAsync(TimeSpan.FromMinutes(1), argv);

    public async Task<Answer> LaunchAsync(TimeSpan timeout, params string[] argv)
    {
        SendJob(argv, timeout);
        return await ReceiveAsync();
    }

    public void SendJob(
        string[] argv,
        TimeSpan? timeout = null,
        string[]? env = null,
        string? cwd = null,
        string? stdout = null
    )
    {
        var job = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["id"] = "job",
            ["argv"] = argv,
            ["env"] = env ?? [],
            ["timeout_ns"] = (long)(timeout ?? TimeSpan.FromMinutes(1)).TotalNanoseconds,
        };
        if (cwd is not null)
        {
            job["cwd"] = cwd;
        }
        if (stdout is not null)
        {
            job["stdout"] = stdout;
        }
        SendLine(JsonSerializer.Serialize(job));
    }

    public void SendLine(string line) => process.StandardInput.Write(line + "\n");

    public async Task<Answer> ReceiveAsync()
    {
        var line = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        Assert.NotNull(line);
        return JsonSerializer.Deserialize<Answer>(line, Json)!;
    }

    /// <summary>The process that the job in flight runs in, once it runs the program.</summary>
    public async Task<int> ChildAsync()
    {
        var child = "";
        await Tools.UntilAsync(() =>
        {
            child = File.ReadAllText($"/proc/{ProcessId}/task/{ProcessId}/children").Split(' ')[0];
            return child.Length > 0 && File.ReadAllText($"/proc/{child}/comm") != "probe\n";
        });
        return int.Parse(child);
    }

    public void EndInput() => process.StandardInput.Close();

    public async Task<int> ExitCodeAsync()
    {
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return process.ExitCode;
    }

    public void Dispose()
    {
        process.StandardInput.Close();
        process.WaitForExit();
        process.Dispose();
    }
}
