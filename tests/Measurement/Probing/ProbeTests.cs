using Measurement.Probing;

namespace Measurement.Tests.Probing;

public sealed class ProbeTests : IDisposable
{
    private readonly string _program = Path.GetTempFileName();

    public void Dispose() => File.Delete(_program);

    [Fact]
    public async Task An_answer_to_another_job_is_an_error()
    {
        await using var probe = Answering("""{"id":"yesterday","status":"exited","exit_code":0,"error":null}""");

        var fault = await Assert.ThrowsAsync<MeasurementException>(() => probe.RunAsync(Job, default));

        Assert.StartsWith("The probe answered job 'yesterday' instead of job 'today'", fault.Message);
    }

    [Fact]
    public async Task A_job_that_the_probe_could_not_read_is_an_error_with_its_reason()
    {
        await using var probe = Answering("""{"id":null,"status":"bad-job","error":"the line is too long"}""");

        var fault = await Assert.ThrowsAsync<MeasurementException>(() => probe.RunAsync(Job, default));

        Assert.Contains("the line is too long", fault.Message);
    }

    private static ProbeJob Job => new("today", ["/bin/true"], [], 1_000_000_000);

    /// <summary>A probe that gives this answer to every job.</summary>
    private Probe Answering(string answer)
    {
        Tools.WriteProgram(_program, $"#!/bin/sh\nread job\necho '{answer}'\nread end\n");
        return Probe.Start(_program);
    }
}
