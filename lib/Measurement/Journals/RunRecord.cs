namespace Measurement.Journals;

/// <summary>A line of a run's files.</summary>
internal interface IRunRecord
{
    string Run { get; }
}

/// <summary>A line about one launch: block and position stand in a file once.</summary>
internal interface ILaunchRecord : IRunRecord
{
    int Block { get; }
    int Position { get; }
}
