namespace Analysis.Verdicts;

/// <summary>What our data say about a claim. The words in notebooks come from here.</summary>
public enum Verdict
{
    Holds,

    /// <summary>The true value lies above what was claimed.</summary>
    MoreThanClaimed,

    /// <summary>The true value lies below what was claimed.</summary>
    LessThanClaimed,

    /// <summary>The direction is wrong: claimed was more, and it is less, or the other way round.</summary>
    Opposite,

    /// <summary>The interval is too wide to tell, or there is none.</summary>
    Undecided,

    /// <summary>No run has what the claim compares.</summary>
    NotJudged,
}
