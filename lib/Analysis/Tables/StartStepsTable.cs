using Analysis.Content;

namespace Analysis.Tables;

/// <summary>What each part of a container's start costs: the difference of two targets that differ in that part.</summary>
internal static class StartStepsTable
{
    public static Table Of(Shown shown) => new StartSteps(shown).Listed;
}
