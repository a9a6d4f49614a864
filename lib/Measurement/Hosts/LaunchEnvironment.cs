namespace Measurement.Hosts;

/// <summary>
/// The environment of measured processes. It is small and the same for every target. In each block it is padded by a
/// random length, since its size moves the stack and with it the timing (Mytkowicz et al., ASPLOS 2009).
/// </summary>
internal static class LaunchEnvironment
{
    /// <summary>Every padding is shorter than this.</summary>
    public const int PaddingLimitBytes = 4096;

    private static readonly string[] Passed =
    [
        "PATH",
        "HOME",
        "DOCKER_HOST",
        "DOCKER_CONTEXT",
        "DOCKER_CONFIG",
        "DOCKER_CERT_PATH",
        "DOCKER_TLS_VERIFY",
        "XDG_RUNTIME_DIR",
    ];

    /// <summary>The variable that marks everything that is launched on a host, as the probe looks for it.</summary>
    public static string Mark(Host host) => $"ANALYSIS_LAUNCHED_BY={host.Scope}";

    public static IReadOnlyList<string> Base(Host host) =>
        [
            "LANG=C.UTF-8",
            Mark(host),
            .. from name in Passed
            let value = host.Variables.GetValueOrDefault(name)
            where value is not null
            select $"{name}={value}",
        ];

    public static IReadOnlyList<string> Padded(Host host, int bytes) =>
        [.. Base(host), "ANALYSIS_PADDING=" + new string('x', bytes)];
}
