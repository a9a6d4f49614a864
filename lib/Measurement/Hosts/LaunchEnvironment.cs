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

    /// <param name="variables">The environment of the user who measures on the host.</param>
    public static IReadOnlyList<string> Base(IReadOnlyDictionary<string, string> variables) =>
        [
            "LANG=C.UTF-8",
            .. from name in Passed
            let value = variables.GetValueOrDefault(name)
            where value is not null
            select $"{name}={value}",
        ];

    public static IReadOnlyList<string> Padded(IReadOnlyDictionary<string, string> variables, int bytes) =>
        [.. Base(variables), "ANALYSIS_PADDING=" + new string('x', bytes)];
}
