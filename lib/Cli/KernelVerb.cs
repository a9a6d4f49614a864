using System.CommandLine;
using System.Runtime.InteropServices;
using Notebooks.Kernel;

namespace Cli;

internal sealed class KernelVerb : Verb
{
    public override Command Command =>
        new(
            "kernel",
            """
            The C# kernel for these notebooks, in JupyterLab, Jupyter Notebook and VS Code.

              ./analysis kernel install             for this user
              ./analysis kernel install --uninstall removes it again
            """
        )
        {
            Install(),
            Serve(),
        };

    private static Command Install()
    {
        var user = new Option<bool>("--user") { Description = "For this user, which is the default" };
        var prefix = new Option<string?>("--prefix")
        {
            Description = "Into this environment instead, such as a Python's",
            HelpName = "FOLDER",
        };
        var uninstall = new Option<bool>("--uninstall") { Description = "Remove it again" };
        var command = new Command("install", "Registers the kernel with Jupyter and VS Code")
        {
            user,
            prefix,
            uninstall,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(user) && result.GetValue(prefix) is not null)
            {
                result.AddError("--user and --prefix exclude each other: give one");
            }
        });
        command.SetAction(parsed =>
        {
            var folder = parsed.GetValue(prefix);
            Console.WriteLine(
                parsed.GetValue(uninstall) ? Uninstalled(folder)
                : folder is null ? Installed(null)
                : Installed(Writable("--prefix", folder))
            );
        });
        return command;
    }

    private static string Installed(string? prefix)
    {
        string[] command = [Environment.ProcessPath!, typeof(KernelVerb).Assembly.Location, "kernel", "serve", "-f"];
        var spec = KernelSpec.Install(prefix, command);
        return spec.Name == KernelSpec.Shared
            ? $"Installed as {spec.Name}, the name that notebooks ask for, in {spec.Folder}."
            : $"Installed as {spec.Name} in {spec.Folder}: another kernel has the name {KernelSpec.Shared}. Choose C# (analysis) in the notebook.";
    }

    private static string Uninstalled(string? prefix)
    {
        var removed = KernelSpec.Uninstall(prefix);
        return removed.Count == 0
            ? "It was not installed: nothing to remove."
            : $"Removed {string.Join(" and ", removed.Select(spec => spec.Folder))}.";
    }

    private static Command Serve()
    {
        var file = new Option<string>("-f")
        {
            Description = "The connection file that the front end wrote",
            HelpName = "FILE",
            Required = true,
        };
        var any = new Option<bool>("--any-address")
        {
            Description = "Let other machines connect; they can then run any code here",
        };
        var command = new Command("serve", "Runs the kernel; front ends call this") { file, any };
        command.SetAction(async (parsed, _) => await ServeAsync(parsed.GetValue(file)!, parsed.GetValue(any)));
        return command;
    }

    private static async Task<int> ServeAsync(string file, bool anyAddress)
    {
        using var stop = new CancellationTokenSource();
        using var kernel = JupyterKernel.Start(file, anyAddress, Environment.CurrentDirectory);
        // A front end that is killed does not ask the kernel to shut down.
        using var orphaned = new Timer(_ => StopIfAlone(stop), null, TimeSpan.Zero, TimeSpan.FromSeconds(1));
        // The signals are for a kernel that was started by hand.
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, On(kernel.Interrupt));
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, On(stop.Cancel));
        await kernel.ServeAsync(stop.Token);
        return 0;

        static void StopIfAlone(CancellationTokenSource stop)
        {
            // jupyter_client puts the id of the kernel's parent process into this variable.
            if (
                Directory.Exists("/proc/self")
                && int.TryParse(Environment.GetEnvironmentVariable("JPY_PARENT_PID"), out var parent)
                && !Directory.Exists($"/proc/{parent}")
            )
            {
                stop.Cancel();
            }
        }

        static Action<PosixSignalContext> On(Action act) =>
            context =>
            {
                context.Cancel = true;
                act();
            };
    }
}
