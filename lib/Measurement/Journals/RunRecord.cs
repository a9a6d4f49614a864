namespace Measurement.Journals;

/// <summary>A line of a run's files.</summary>
internal interface IRunRecord
{
    string Run { get; }
}

/// <summary>A line about one launch. A file has each pair of block and position only once.</summary>
internal interface ILaunchRecord : IRunRecord
{
    int Block { get; }
    int Position { get; }
}
