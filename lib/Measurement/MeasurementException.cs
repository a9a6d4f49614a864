namespace Measurement;

/// <summary>Something could not be measured, built or read; the message tells the user the next step.</summary>
public class MeasurementException : Exception
{
    public MeasurementException(string message)
        : base(message) { }

    public MeasurementException(string message, Exception cause)
        : base(message, cause) { }
}

/// <summary>The user gave something wrong (a name, an option, a plan file): the exit code is 2.</summary>
public sealed class UsageException(string message) : MeasurementException(message);
