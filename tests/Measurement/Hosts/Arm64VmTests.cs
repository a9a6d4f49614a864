using Measurement.Hosts;

namespace Measurement.Tests.Hosts;

/// <summary>The emulated ARM64 machine, in QEMU as it is.</summary>
public sealed class Arm64VmTests
{
    private static readonly Repository Checkout = Repository.Find();

    [Fact]
    public async Task It_says_what_it_is_and_what_emulates_it()
    {
        await using var vm = await OpenAsync();

        var facts = await vm.DescribeAsync(TestContext.Current.CancellationToken);

        Assert.Equal(("arm64-vm", "arm64", 1), (facts.Name, facts.Architecture, facts.Cores));
        Assert.Matches(@"^qemu \d+\.\d+", facts.EmulatedBy);
        Assert.Equal(vm.MachineId, facts.Id);
        Assert.NotEqual(LocalHost.Id(Checkout), facts.Id);
        Assert.NotNull(facts.Costs);
    }

    [Fact]
    public async Task A_machine_that_panics_comes_back_with_its_files()
    {
        await using var vm = await OpenAsync();
        var probe = Checkout.Built("arm64").Probe;
        var there = await vm.PlaceAsync(probe, TestContext.Current.CancellationToken);
        var booted = await ShellAsync(vm, "cat /proc/sys/kernel/random/boot_id");

        await ShellAsync(vm, "(sleep 0.3; echo c >/proc/sysrq-trigger) >/dev/null 2>&1 &");
        await Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);

        Assert.NotEqual(booted, await ShellAsync(vm, "cat /proc/sys/kernel/random/boot_id"));
        Assert.Equal(
            LocalHost.Inspect(probe).Sha256,
            (await vm.InspectAsync(there, TestContext.Current.CancellationToken)).Sha256
        );
    }

    [Fact]
    public async Task A_program_that_exits_as_ssh_does_when_it_fails_is_no_lost_connection()
    {
        await using var vm = await OpenAsync();

        var (ok, text) = await vm.AskAsync(
            "sh",
            ["-c", "echo no >&2; exit 255"],
            TestContext.Current.CancellationToken
        );

        Assert.Equal((false, "no"), (ok, text));
    }

    [Fact]
    public async Task Without_a_machine_the_command_that_makes_one_is_said()
    {
        using var checkout = new ScratchTools();

        var fault = await Assert.ThrowsAsync<MeasurementException>(() =>
            Host.OpenAsync("arm64-vm", checkout.Repository, TestContext.Current.CancellationToken)
        );

        Assert.Equal("There is no emulated ARM64 machine yet: run `./analysis setup --with arm64`.", fault.Message);
    }

    [Fact]
    public async Task A_machine_that_does_not_boot_is_one_sentence_with_the_next_step()
    {
        Require();
        using var checkout = new ScratchTools();
        checkout.CopyMachine("key", "vmlinuz");
        await File.WriteAllTextAsync(
            checkout.Machine("root.cpio"),
            "no archive",
            TestContext.Current.CancellationToken
        );
        await using var vm = await Host.OpenAsync(
            "arm64-vm",
            checkout.Repository,
            TestContext.Current.CancellationToken
        );

        var fault = await Assert.ThrowsAsync<MeasurementException>(() =>
            vm.DescribeAsync(TestContext.Current.CancellationToken)
        );

        Assert.Matches(
            "^The emulated ARM64 machine ended while it booted, after '.*panic.*'. Make it anew with `./analysis setup --with arm64`.$",
            fault.Message
        );
    }

    private static async Task<Host> OpenAsync()
    {
        Require();
        return await Host.OpenAsync("arm64-vm", Checkout, TestContext.Current.CancellationToken);
    }

    private static void Require() =>
        Assert.SkipUnless(
            EmulatedMachine.IsMade(Checkout),
            "no emulated ARM64 machine here: ./analysis setup --with arm64"
        );

    private static async Task<string> ShellAsync(Host vm, string script)
    {
        var (ok, text) = await vm.AskAsync("sh", ["-c", script], TestContext.Current.CancellationToken);
        Assert.True(ok, text);
        return text;
    }

    /// <summary>A checkout with nothing built but QEMU.</summary>
    private sealed class ScratchTools : IDisposable
    {
        private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("arm64-vm-");

        public ScratchTools()
        {
            Repository = Checkout with { Root = _root.FullName };
            Directory.CreateDirectory(Machine(""));
            Directory.CreateSymbolicLink(
                Repository.Built(Repository.ThisArchitecture).Folder,
                Checkout.Built(Repository.ThisArchitecture).Folder
            );
        }

        public Repository Repository { get; }

        public string Machine(string file) => Path.Combine(Repository.Built("arm64").Folder, "machine", file);

        public void CopyMachine(params IEnumerable<string> files)
        {
            foreach (var file in files)
            {
                File.Copy(Path.Combine(Checkout.Built("arm64").Folder, "machine", file), Machine(file));
            }
        }

        public void Dispose() => _root.Delete(recursive: true);
    }
}
