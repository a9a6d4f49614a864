using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Notebooks.Document;
using Notebooks.Session;

namespace Notebooks.Kernel;

/// <summary>
/// A Jupyter kernel for any interpreter. It answers the messages of front ends
/// (https://jupyter-client.readthedocs.io/en/stable/messaging.html). Requests on shell run one after the other;
/// requests on control are answered at any time.
/// </summary>
public sealed class JupyterKernel : IDisposable
{
    private readonly IInterpreter _interpreter;
    private readonly Questions _questions;
    private readonly string _session = Guid.NewGuid().ToString("N");
    private readonly Sockets _sockets;
    private readonly Channel<Request> _shell = Queue();
    private readonly Channel<Request> _control = Queue();
    private readonly CancellationTokenSource _ended = new();
    private readonly History _history = new();
    private readonly SpareMemory _memory = new();
    private readonly OrphanGuard _guard = OrphanGuard.Start();
    private readonly Lock _turn = new();
    private CancellationTokenSource? _running;
    private TaskCompletionSource<string>? _answer;
    private int _executions;
    private long _received;
    private long _abortedUpTo;
    private int _working;

    private sealed record Request(Port Port, Message Message, long Number);

    /// <exception cref="NotebookException">A port of the connection is in use.</exception>
    private JupyterKernel(KernelConnection connection, IInterpreter interpreter)
    {
        _interpreter = interpreter;
        _questions = new Questions(interpreter);
        _sockets = new Sockets(
            connection,
            Receive,
            () => Publish("status", State(_working > 0 ? "busy" : "idle"), parent: null)
        );
        _sockets.Start();
    }

    /// <summary>Starts a C# kernel that listens on the ports of a connection file.</summary>
    /// <param name="connectionFile">The file that the front end wrote.</param>
    /// <param name="anyAddress">Whether other machines may connect.</param>
    /// <param name="folder">The folder that relative paths in cells start from: the notebook's folder.</param>
    /// <exception cref="NotebookException">It cannot be read or served, or one of its ports is in use.</exception>
    public static JupyterKernel Start(string connectionFile, bool anyAddress, string folder)
    {
        var connection = KernelConnection.Load(connectionFile, anyAddress);
        _ = CSharpInterpreter.WarmUpAsync();
        return new JupyterKernel(connection, new CSharpInterpreter(folder));
    }

    /// <summary>Serves until a front end, or <paramref name="stop"/>, asks it to end.</summary>
    public async Task ServeAsync(CancellationToken stop)
    {
        await using var ending = stop.Register(_ended.Cancel);
        await Task.WhenAll(AnswerAsync(_shell.Reader), AnswerAsync(_control.Reader));
    }

    /// <summary>Ends the running cell, as an interrupt request does.</summary>
    public void Interrupt()
    {
        lock (_turn)
        {
            // Asynchronous: ending a cell can take a while, and this may be the thread of a signal.
            _ = _running?.CancelAsync();
        }
    }

    public void Dispose()
    {
        _sockets.Dispose();
        _guard.Dispose();
        _interpreter.Dispose();
        _ended.Dispose();
    }

    private static Channel<Request> Queue() => Channel.CreateUnbounded<Request>(new() { SingleReader = true });

    private void Receive(Port port, Message message)
    {
        if (port == Port.Input)
        {
            Volatile.Read(ref _answer)?.TrySetResult(JupyterJson.Text(message.Content["value"]) ?? "");
            return;
        }
        var queue = port == Port.Control ? _control : _shell;
        queue.Writer.TryWrite(new Request(port, message, Interlocked.Increment(ref _received)));
    }

    private async Task AnswerAsync(ChannelReader<Request> requests)
    {
        try
        {
            await foreach (var request in requests.ReadAllAsync(_ended.Token))
            {
                await AnswerAsync(request);
                if (!requests.TryPeek(out _))
                {
                    _memory.GiveBack();
                }
            }
        }
        catch (OperationCanceledException) when (_ended.IsCancellationRequested)
        {
            // The kernel was asked to end. The request that was being handled has been answered or given up.
        }
    }

    private async Task AnswerAsync(Request request)
    {
        var parent = request.Message.Header;
        Interlocked.Increment(ref _working);
        Publish("status", State("busy"), parent);
        try
        {
            if (await ContentAsync(request) is { } content)
            {
                var type = request.Message.Type.Replace("_request", "_reply", StringComparison.Ordinal);
                _sockets.Send(request.Port, Message.Of(type, _session, content, parent, request.Message.Route));
            }
        }
        finally
        {
            Interlocked.Decrement(ref _working);
            Publish("status", State("idle"), parent);
        }
        if (request.Message.Type == "shutdown_request")
        {
            await _ended.CancelAsync();
        }
    }

    /// <returns>The content of the reply; null where there is none.</returns>
    private async Task<JsonObject?> ContentAsync(Request request)
    {
        var content = request.Message.Content;
        try
        {
            return request.Message.Type switch
            {
                "kernel_info_request" => _questions.Info(),
                "execute_request" => request.Number <= Interlocked.Read(ref _abortedUpTo)
                    ? new() { ["status"] = "aborted", ["execution_count"] = _executions }
                    : await ExecuteAsync(request),
                "complete_request" => await _questions.CompleteAsync(content, _ended.Token),
                "inspect_request" => await _questions.InspectAsync(content, _ended.Token),
                "is_complete_request" => _questions.IsComplete(content),
                "history_request" => Reply.Ok(("history", _history.Of(content))),
                "comm_info_request" => Reply.Ok(("comms", new JsonObject())),
                "interrupt_request" => Interrupted(),
                "shutdown_request" => Reply.Ok(("restart", (bool?)content["restart"] ?? false)),
                _ => null,
            };
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // For example, a field is missing or has another type. The kernel goes on.
            return Reply.Failed(fault.GetType().Name, $"{request.Message.Type}: {fault.Message}", []);
        }
    }

    private async Task<JsonObject> ExecuteAsync(Request request)
    {
        var content = request.Message.Content;
        var parent = request.Message.Header;
        var code = Reply.Code(content);
        var silent = (bool?)content["silent"] ?? false;
        var entry = !silent && ((bool?)content["store_history"] ?? true) ? _history.Add(++_executions, code) : null;
        var number = _executions;
        if (!silent)
        {
            Publish("execute_input", new() { ["code"] = code, ["execution_count"] = number }, parent);
        }
        CellResult result;
        var expressions = new JsonObject();
        using (var interrupt = CancellationTokenSource.CreateLinkedTokenSource(_ended.Token))
        using (
            var output = new Broadcast(
                (type, shown) => Publish(type, shown, parent),
                silent,
                (bool?)content["allow_stdin"] ?? false ? () => Ask(request.Message, interrupt.Token) : () => null
            )
        )
        {
            Run(interrupt);
            result = await _interpreter.ExecuteAsync(code, number, output, interrupt.Token);
            if (result.Status == CellStatus.Ok && content["user_expressions"] is JsonObject asked)
            {
                expressions = await EvaluateAsync(asked, number, output, interrupt.Token);
            }
            Run(null);
        }
        if (result.Status == CellStatus.Ok)
        {
            if (entry is not null)
            {
                entry.Output = result.Value?.Forms.GetValueOrDefault(MimeBundle.Plain);
            }
            if (result.Value is { } value && !silent)
            {
                Publish("execute_result", Broadcast.Shown(value, ("execution_count", number)), parent);
            }
            return Reply.Ok(
                ("execution_count", number),
                ("user_expressions", expressions),
                ("payload", new JsonArray())
            );
        }
        if ((bool?)content["stop_on_error"] ?? true)
        {
            Interlocked.Exchange(ref _abortedUpTo, Interlocked.Read(ref _received));
        }
        var error =
            result.Error ?? new CellError("Interrupted", "The cell was interrupted.", ["The cell was interrupted."]);
        var failed = Reply.Failed(error.Name, error.Message, [.. error.Traceback.SelectMany(Reply.Wrapped)]);
        if (!silent)
        {
            Publish("error", Fields("ename", "evalue", "traceback"), parent);
        }
        failed["execution_count"] = number;
        failed["user_expressions"] = new JsonObject();
        return failed;

        JsonObject Fields(params string[] names) =>
            new(names.Select(name => KeyValuePair.Create(name, failed[name]?.DeepClone())));
    }

    /// <summary>Opens the front end's input box, and waits for what the user writes into it.</summary>
    private string Ask(Message request, CancellationToken interrupt)
    {
        var answer = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref _answer, answer);
        var question = new JsonObject { ["prompt"] = "", ["password"] = false };
        _sockets.Send(Port.Input, Message.Of("input_request", _session, question, request.Header, request.Route));
        return answer.Task.WaitAsync(interrupt).GetAwaiter().GetResult();
    }

    private void Run(CancellationTokenSource? running)
    {
        lock (_turn)
        {
            _running = running;
        }
    }

    /// <summary>Evaluates expressions that a front end asks for beside a cell, each with its value or its error.</summary>
    private async Task<JsonObject> EvaluateAsync(
        JsonObject asked,
        int number,
        IOutputSink output,
        CancellationToken interrupt
    )
    {
        var values = new JsonObject();
        foreach (var (name, expression) in asked)
        {
            var code = JupyterJson.Text(expression) ?? "";
            var result = await _interpreter.ExecuteAsync(code, number, output, interrupt);
            values[name] = result switch
            {
                { Error: { } error } => Reply.Failed(error.Name, error.Message, error.Traceback),
                { Value: { } value } => Reply.Ok(("data", Broadcast.Data(value)), ("metadata", new JsonObject())),
                _ => Reply.Ok(("data", new JsonObject()), ("metadata", new JsonObject())),
            };
        }
        return values;
    }

    private JsonObject Interrupted()
    {
        Interrupt();
        return Reply.Ok();
    }

    private static JsonObject State(string name) => new() { ["execution_state"] = name };

    private void Publish(string type, JsonObject content, JsonObject? parent) =>
        _sockets.Send(Port.Publication, Message.Of(type, _session, content, parent, [Encoding.ASCII.GetBytes(type)]));
}
