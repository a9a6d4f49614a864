using System.Diagnostics;

namespace Measurement.Overhead;

/// <summary>A process that answers each line with one line.</summary>
internal sealed class LineProcess : IDisposable
{
    private readonly Process process;

    public LineProcess(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        process = Process.Start(start)!;
        process.StandardInput.AutoFlush = true;
    }

    public string Ask(string line)
    {
        process.StandardInput.Write(line + "\n");
        return process.StandardOutput.ReadLine()
            ?? throw new IOException($"{process.StartInfo.FileName} ended without an answer");
    }

    public void Dispose()
    {
        process.StandardInput.Close();
        process.WaitForExit();
        process.Dispose();
    }
}
