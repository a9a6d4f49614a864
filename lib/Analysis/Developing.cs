using System.Text.Json;
using Analysis.Content;
using Measurement;
using Measurement.Trials;

namespace Analysis;

/// <summary>What the chapter on developing shows: the tasks that VS Code finds, and a session in a debugger.</summary>
public static class Developing
{
    /// <summary>The tasks of <c>workloads/.vscode/tasks.json</c> with their command lines.</summary>
    public static Table Tasks
    {
        get
        {
            var file = Path.Combine(Repository.Find().Workloads, ".vscode", "tasks.json");
            using var tasks = JsonDocument.Parse(File.ReadAllText(file));
            return new(
                "tasks",
                "What VS Code builds and runs in the folder workloads",
                [Column.Text("Task"), Column.Text("Command line")],
                [
                    .. tasks
                        .RootElement.GetProperty("tasks")
                        .EnumerateArray()
                        .Select(task => new Row([
                            new(task.GetProperty("label").GetString()!),
                            new(task.GetProperty("command").GetString()!),
                        ])),
                ],
                ["VS Code puts the opened folder in the place of ${workspaceFolder}, and asks for each ${input}."]
            );
        }
    }

    /// <summary>A session of lldb with a program that runs as WebAssembly, as it was recorded last.</summary>
    /// <param name="again">Whether to record it on this machine first.</param>
    /// <exception cref="MeasurementException">lldb or Wasmtime is missing; the message says how to get it.</exception>
    public static Transcript DebugSession(bool again)
    {
        var session = new DebugSession(Repository.Find());
        return new(again ? session.RecordAsync(CancellationToken.None).GetAwaiter().GetResult() : session.Recorded());
    }
}
