namespace Measurement.Probing;

/// <summary>Nothing was launched, or the runtime failed before the program ran: there is no sample.</summary>
internal sealed class LaunchFault(string message, Exception? cause = null) : MeasurementException(message, cause!);
