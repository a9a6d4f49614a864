using System.Security.Cryptography;
using System.Text;

namespace Measurement.Tests.Probing;

public sealed class LaunchTests
{
    private static readonly byte[] Alphabet = Encoding.ASCII.GetBytes("abcdefghijklmnopqrstuvwxyz");

    // Lengths around the block and padding boundaries of SHA-256, the read buffer and the pipe.
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(55)]
    [InlineData(56)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(119)]
    [InlineData(120)]
    [InlineData(128)]
    [InlineData(65_537)]
    [InlineData(5_000_001)]
    public async Task The_digest_is_that_of_the_bytes_on_stdout(int bytes)
    {
        var answer = await ProbeSession.LaunchOneAsync(Tools.Dummy, "flood", $"{bytes}");

        Assert.Equal(bytes, answer.StdoutBytes);
        Assert.Equal(Digest(bytes), answer.StdoutSha256);
    }

    [Theory]
    [InlineData("pipe", "-p", 5_000_001)]
    [InlineData("file", "-f", 5_000_001)]
    [InlineData("null", "-c", 0)]
    public async Task The_output_goes_where_the_job_says_and_is_digested_unless_it_is_lost(
        string stdout,
        string kind,
        int bytes
    )
    {
        using var probe = new ProbeSession();
        probe.SendJob(
            ["/bin/sh", "-c", $"[ {kind} /dev/stdout ] && exec \"$0\" flood 5000001", Tools.Dummy],
            stdout: stdout
        );
        var answer = await probe.ReceiveAsync();

        Assert.Equal(("exited", 0), (answer.Status, answer.ExitCode));
        Assert.Equal((bytes, Digest(bytes)), (answer.StdoutBytes, answer.StdoutSha256));
        Assert.Equal(stdout == "pipe", answer.FirstOutputNs is not null);
    }

    [Fact]
    public async Task Without_SHA_instructions_the_digest_is_the_same()
    {
        var build = Directory.CreateTempSubdirectory("portable-probe");
        try
        {
            var source = Path.Combine(Tools.Root, "lib", "native");
            var configured = await Tools.RunAsync(
                "cmake",
                "-S",
                source,
                "-B",
                build.FullName,
                "-G",
                "Ninja",
                "-DCMAKE_BUILD_TYPE=Release",
                "-DCMAKE_C_COMPILER=clang",
                "-DPORTABLE_SHA256=ON"
            );
            Assert.True(configured.ExitCode == 0, configured.Stderr);
            var built = await Tools.RunAsync("cmake", "--build", build.FullName, "--target", "probe");
            Assert.True(built.ExitCode == 0, built.Stdout);

            using var probe = new ProbeSession(Path.Combine(build.FullName, "probe", "probe"));
            foreach (var bytes in (int[])[0, 1, 55, 56, 64, 65, 119, 120, 1_000_000])
            {
                var answer = await probe.LaunchAsync(Tools.Dummy, "flood", $"{bytes}");
                Assert.Equal(Digest(bytes), answer.StdoutSha256);
            }
        }
        finally
        {
            build.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task I_can_launch_one_program_after_the_other()
    {
        using var probe = new ProbeSession();
        for (var i = 0; i < 50; i++)
        {
            var answer = await probe.LaunchAsync(Tools.Dummy, "exit", $"{i}");
            Assert.Equal(("job", "exited", i), (answer.Id, answer.Status, answer.ExitCode));
        }
    }

    [Fact]
    public async Task Times_are_in_their_natural_order()
    {
        var answer = await ProbeSession.LaunchOneAsync(Tools.Dummy, "close-stdout", "50");

        Assert.InRange(answer.FirstOutputNs!.Value, 1, answer.WallNs!.Value - 1);
    }

    [Fact]
    public async Task A_silent_program_has_no_first_output()
    {
        var answer = await ProbeSession.LaunchOneAsync(Tools.Noop);

        Assert.Null(answer.FirstOutputNs);
        Assert.Equal(0, answer.StdoutBytes);
    }

    [Fact]
    public async Task User_time_is_the_time_the_program_computed()
    {
        var answer = await ProbeSession.LaunchOneAsync(Tools.Dummy, "spin", "200");

        Assert.True(answer.UserNs + answer.SystemNs >= 190_000_000, $"{answer}");
        Assert.True(answer.WallNs >= 190_000_000, $"{answer}");
    }

    [Fact]
    public async Task Peak_memory_is_that_of_the_program_and_not_of_another_one()
    {
        using var probe = new ProbeSession();
        var large = await probe.LaunchAsync(Tools.Dummy, "alloc", "100");
        var small = await probe.LaunchAsync(Tools.Noop);

        Assert.InRange(large.MaxRssBytes!.Value, 100L << 20, 102L << 20);
        Assert.InRange(small.MaxRssBytes!.Value, 1, 1 << 20);
        Assert.True(large.MinorFaults > 25_000);
    }

    [Fact]
    public async Task The_environment_is_exactly_the_given_one()
    {
        using var probe = new ProbeSession();
        probe.SendJob([Tools.Dummy, "env"], env: ["A=1", "LONG=\u00e9\U0001F600\"\\\n"]);
        var answer = await probe.ReceiveAsync();

        var size = Encoding.UTF8.GetByteCount("A=1\0LONG=\u00e9\U0001F600\"\\\n\0");
        Assert.Equal(DigestOf($"{size}\n"), answer.StdoutSha256);
    }

    [Fact]
    public async Task Arguments_arrive_unchanged_however_JSON_escapes_them()
    {
        using var probe = new ProbeSession();
        probe.SendLine(
            $$"""{"id":"\u0069\ud83d\ude00","argv":["{{Tools.Dummy}}","echo","\"\\\/\b\f\n\r\t\u20ac\uD83D\uDE00 raw: \u00e9"],"env":[],"timeout_ns":1000000000}"""
        );
        var answer = await probe.ReceiveAsync();

        Assert.Equal("i\U0001F600", answer.Id);
        Assert.Equal(DigestOf("\"\\/\b\f\n\r\t\u20ac\U0001F600 raw: \u00e9"), answer.StdoutSha256);
    }

    [Fact]
    public async Task I_can_choose_the_working_folder()
    {
        using var probe = new ProbeSession();
        probe.SendJob([Tools.Dummy, "cwd"], cwd: "/proc");
        var answer = await probe.ReceiveAsync();

        Assert.Equal(DigestOf("/proc\n"), answer.StdoutSha256);
    }

    [Fact]
    public async Task A_program_that_reads_stdin_finds_it_empty()
    {
        var answer = await ProbeSession.LaunchOneAsync("/bin/cat");

        Assert.Equal(("exited", 0, 0L), (answer.Status, answer.ExitCode, answer.StdoutBytes));
    }

    private static string Digest(int bytes)
    {
        var text = new byte[bytes];
        for (var i = 0; i < bytes; i++)
        {
            text[i] = Alphabet[i % Alphabet.Length];
        }
        return Convert.ToHexStringLower(SHA256.HashData(text));
    }

    private static string DigestOf(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
