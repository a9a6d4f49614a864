namespace Measurement.Probing;

/// <summary>Nothing was launched, or the runtime failed before the program ran: there is no sample.</summary>
internal class LaunchFault(string message, Exception? cause = null) : MeasurementException(message, cause!);

/// <summary>There is no sample because a file that the set-up builds is missing.</summary>
internal sealed class NotBuiltFault(string file) : LaunchFault($"{file} is not built: run `./analysis setup`")
{
    public string File => file;
}

/// <summary>There is no sample because the machine was lost, which comes back. It is no fault of the target.</summary>
internal sealed class HostLostFault(string message, Exception? cause) : LaunchFault(message, cause);
