using System.Net;
using System.Text.Json;
using Notebooks.Document;

namespace Notebooks.Kernel;

/// <summary>Jupyter's connection file: the addresses on which a front end tells its kernel to listen.</summary>
internal sealed record KernelConnection(
    string Transport,
    string Ip,
    int ShellPort,
    int ControlPort,
    int IopubPort,
    int StdinPort,
    int HbPort,
    string Key,
    string SignatureScheme
)
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
    };

    /// <param name="path">The connection file.</param>
    /// <param name="anyAddress">Whether other machines may connect.</param>
    /// <exception cref="NotebookException">It cannot be read, or asks for something unsupported.</exception>
    public static KernelConnection Load(string path, bool anyAddress)
    {
        KernelConnection connection;
        try
        {
            connection =
                JsonSerializer.Deserialize<KernelConnection>(File.ReadAllText(path), Options)
                ?? throw new NotebookException($"{path} holds no connection.");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new NotebookException(
                $"{path} is not a connection file of Jupyter: {fault.Message.Split('\n')[0]}",
                fault
            );
        }
        connection = connection with { Ip = connection.Ip == "localhost" ? "127.0.0.1" : connection.Ip };
        int[] ports =
        [
            connection.ShellPort,
            connection.ControlPort,
            connection.IopubPort,
            connection.StdinPort,
            connection.HbPort,
        ];
        return connection switch
        {
            _ when ports.FirstOrDefault(port => port is < 1 or > IPEndPoint.MaxPort, 1) is not 1 and var bad =>
                throw new NotebookException($"{path}: {bad} is not a port number."),
            _ when !IPAddress.TryParse(connection.Ip, out _) => throw new NotebookException(
                $"{path}: '{connection.Ip}' is not an IP address."
            ),
            { Transport: not "tcp" } => throw new NotebookException(
                $"{path}: the transport '{connection.Transport}' is not supported; use tcp."
            ),
            { SignatureScheme: not "hmac-sha256" } => throw new NotebookException(
                $"{path}: the signature scheme '{connection.SignatureScheme}' is not supported; use hmac-sha256."
            ),
            { Key: "" } when IsOpen() => throw new NotebookException(
                $"{path}: without a key everybody who reaches {connection.Ip} could run code here. Give the file a key."
            ),
            _ when !anyAddress && IsOpen() => throw new NotebookException(
                $"{path}: other machines can reach {connection.Ip}, and a kernel runs any code that it receives. If you want that, give --any-address."
            ),
            _ => WithWarning(connection, path),
        };

        bool IsOpen() => !IPAddress.IsLoopback(IPAddress.Parse(connection.Ip));
    }

    /// <summary>Warns where others could read the key.</summary>
    private static KernelConnection WithWarning(KernelConnection connection, string path)
    {
        const UnixFileMode others =
            UnixFileMode.GroupRead | UnixFileMode.OtherRead | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & others) != UnixFileMode.None)
        {
            Console.Error.WriteLine(
                $"{path}: other users of this machine can read the key in it, and with it run code as you: chmod 600 it."
            );
        }
        return connection;
    }

    internal string Address(int port) => $"{Transport}://{Ip}:{port}";
}
