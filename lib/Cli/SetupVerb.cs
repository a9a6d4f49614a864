using System.CommandLine;

namespace Cli;

/// <summary>Only for the help text: the launcher runs lib/setup.sh itself, which also builds this program.</summary>
internal sealed class SetupVerb : Verb
{
    public override Command Command => new("setup", "Installs or builds what is missing; idempotent; --dry-run prints");
}

internal sealed class TestVerb : Verb
{
    public override Command Command => new("test", "Runs the whole test suite");
}
