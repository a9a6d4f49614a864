using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;

namespace Measurement.Overhead;

internal static class Hyperfine
{
    /// <summary>Median wall time in seconds by <c>hyperfine -N</c>; null where it is not installed.</summary>
    public static double? MedianSeconds(string program, int warmUps, int launches)
    {
        var report = Path.GetTempFileName();
        try
        {
            string[] arguments =
            [
                "-N",
                "--style",
                "none",
                "--warmup",
                $"{warmUps}",
                "--runs",
                $"{launches}",
                "--export-json",
                report,
                program,
            ];
            var start = new ProcessStartInfo("hyperfine", arguments)
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            using var hyperfine = Process.Start(start)!;
            hyperfine.ErrorDataReceived += (_, _) => { };
            hyperfine.BeginErrorReadLine();
            hyperfine.StandardOutput.ReadToEnd();
            hyperfine.WaitForExit();
            using var json = JsonDocument.Parse(File.ReadAllText(report));
            return json.RootElement.GetProperty("results")[0].GetProperty("median").GetDouble();
        }
        catch (Win32Exception)
        {
            return null;
        }
        finally
        {
            File.Delete(report);
        }
    }
}
