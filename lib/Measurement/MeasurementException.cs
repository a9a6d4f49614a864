namespace Measurement;

/// <summary>Something could not be measured, built or read; the message is a sentence for the user, with the next step.</summary>
public class MeasurementException : Exception
{
    public MeasurementException(string message)
        : base(message) { }

    public MeasurementException(string message, Exception cause)
        : base(message, cause) { }
}

/// <summary>What the user gave is wrong (a name, an option, a plan file): exit code 2.</summary>
public sealed class UsageException(string message) : MeasurementException(message);
