using NetMQ;
using NetMQ.Sockets;
using Notebooks.Document;

namespace Notebooks.Kernel;

internal enum Port
{
    Shell,
    Control,
    Publication,
    Input,
}

/// <summary>
/// The five sockets of a kernel. One thread owns them all, since ZeroMQ's sockets must not be shared. Other threads
/// hand it their messages. It never runs a cell, so heartbeat and control answer while a cell is busy.
/// </summary>
internal sealed class Sockets : IDisposable
{
    /// <summary>No front end sends more at once. What claims to be longer is not read: its connection is closed.</summary>
    private const long LongestFrameBytes = 64 << 20;

    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(1);
    private readonly Wire _wire;
    private readonly Action<Port, Message> _received;
    private readonly Action _subscribed;
    private readonly Dictionary<Port, NetMQSocket> _sockets;
    private readonly RouterSocket _heartbeat = new();
    private readonly NetMQQueue<(Port Port, Message Message)> _outgoing = new();
    private readonly NetMQPoller _poller;

    /// <param name="received">Called on the owning thread, so it must not block.</param>
    /// <param name="subscribed">Called when somebody subscribes to publications; it must not block either.</param>
    /// <exception cref="NotebookException">A port is taken.</exception>
    public Sockets(KernelConnection connection, Action<Port, Message> received, Action subscribed)
    {
        (_wire, _received, _subscribed) = (new Wire(connection.Key), received, subscribed);
        _sockets = new()
        {
            [Port.Shell] = new RouterSocket(),
            [Port.Control] = new RouterSocket(),
            [Port.Publication] = new XPublisherSocket(),
            [Port.Input] = new RouterSocket(),
        };
        (NetMQSocket Socket, int Number)[] bound =
        [
            (_sockets[Port.Shell], connection.ShellPort),
            (_sockets[Port.Control], connection.ControlPort),
            (_sockets[Port.Publication], connection.IopubPort),
            (_sockets[Port.Input], connection.StdinPort),
            (_heartbeat, connection.HbPort),
        ];
        foreach (var (socket, number) in bound)
        {
            socket.Options.Linger = Linger;
            socket.Options.MaxMsgSize = LongestFrameBytes;
            // No limit: beyond a limit a publisher drops messages when a cell prints faster than the front end reads.
            socket.Options.SendHighWatermark = 0;
            Bind(socket, connection.Address(number));
        }
        foreach (var (port, socket) in _sockets)
        {
            socket.ReceiveReady += (_, _) => Receive(port, socket);
        }
        // Whatever came goes back as it came. A reply socket would stop for good at a message without a delimiter.
        _heartbeat.ReceiveReady += (_, _) => _heartbeat.SendMultipartMessage(_heartbeat.ReceiveMultipartMessage());
        // One message at a time: between two of them the poller receives, however fast a cell prints.
        _outgoing.ReceiveReady += (_, _) => SendNext();
        _poller = [.. _sockets.Values, _heartbeat];
        _poller.Add(_outgoing);
    }

    /// <summary>Begins to receive messages.</summary>
    public void Start() => _poller.RunAsync("kernel sockets", isBackgroundThread: true);

    /// <summary>Sends a message. Any thread may call it; messages keep the order of the calls.</summary>
    public void Send(Port port, Message message) => _outgoing.Enqueue((port, message));

    /// <summary>Sends what is left, then closes.</summary>
    public void Dispose()
    {
        _poller.Stop();
        while (SendNext()) { }
        _poller.Dispose();
        foreach (var socket in _sockets.Values.Append(_heartbeat))
        {
            socket.Dispose();
        }
        _outgoing.Dispose();
        NetMQConfig.Cleanup(block: true);
    }

    private static void Bind(NetMQSocket socket, string address)
    {
        try
        {
            socket.Bind(address);
        }
        catch (NetMQException fault)
        {
            throw new NotebookException($"The kernel cannot listen on {address}: {fault.Message}", fault);
        }
    }

    private bool SendNext()
    {
        if (!_outgoing.TryDequeue(out var next, TimeSpan.Zero))
        {
            return false;
        }
        _sockets[next.Port].SendMultipartMessage(new NetMQMessage(_wire.Pack(next.Message)));
        return true;
    }

    private void Receive(Port port, NetMQSocket socket)
    {
        var frames = new NetMQMessage();
        while (socket.TryReceiveMultipartMessage(ref frames))
        {
            if (port == Port.Publication)
            {
                // A subscription is one byte, 1 to subscribe, and the topic.
                if (frames.First.BufferSize > 0 && frames.First.Buffer[0] == 1)
                {
                    _subscribed();
                }
                continue;
            }
            try
            {
                _received(port, _wire.Unpack([.. frames.Select(frame => frame.ToByteArray())]));
            }
            catch (WireException fault)
            {
                Console.Error.WriteLine($"A message on {port} was dropped: {fault.Message}.");
            }
        }
    }
}
