using CliWrap;
using CliWrap.Buffered;
using Measurement.Hosts;

namespace Measurement.Tests.Workloads;

/// <summary>What the report says of C++ for WebAssembly: it works, and exceptions do not.</summary>
public sealed class ExceptionTests
{
    private const string Plain = "#include <algorithm>\nint main() { return std::max(0, 0); }\n";
    private const string Throwing = "int main() { try { throw 1; } catch (int) { } }\n";

    [Fact]
    public async Task A_Cxx_program_builds_for_WASI_and_one_that_throws_does_not_link()
    {
        Assert.SkipWhen(Tool.OnPath("clang++") is null, "no clang++ on PATH: ./analysis setup");
        var (built, said) = await BuildAsync(Plain);
        Assert.SkipWhen(
            said.Contains("file not found", StringComparison.Ordinal),
            "no C++ library for WASI: apt-get install libc++-14-dev-wasm32 libc++abi-14-dev-wasm32"
        );
        Assert.True(built, said);

        (built, said) = await BuildAsync(Throwing);

        Assert.False(built);
        Assert.Contains("undefined symbol: __cxa_throw", said, StringComparison.Ordinal);
    }

    private static async Task<(bool Built, string Said)> BuildAsync(string source)
    {
        var folder = Directory.CreateTempSubdirectory("cxx-");
        try
        {
            var file = Path.Combine(folder.FullName, "program.cpp");
            await File.WriteAllTextAsync(file, source, TestContext.Current.CancellationToken);
            var result = await Cli.Wrap("clang++")
                .WithArguments(["--target=wasm32-wasi", file, "-o", Path.Combine(folder.FullName, "program.wasm")])
                .WithValidation(CommandResultValidation.None)
                .ExecuteBufferedAsync(TestContext.Current.CancellationToken);
            return (result.ExitCode == 0, result.StandardError);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
