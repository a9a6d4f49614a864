namespace Measurement.Plans;

/// <summary>How a target gets machine code.</summary>
public enum Mode
{
    Native,
    Interpreter,
    Jit,
    Aot,
}
