namespace Measurement.Tests;

public sealed class SplitMix64Tests
{
    /// <summary>
    /// The first outputs of Vigna's splitmix64.c for this seed, as Rosetta Code lists them
    /// (Pseudo-random numbers/Splitmix64).
    /// </summary>
    [Fact]
    public void It_gives_the_published_numbers()
    {
        var random = new SplitMix64(1234567);
        ulong[] expected =
        [
            6457827717110365317,
            3203168211198807973,
            9817491932198370423,
            4593380528125082431,
            16408922859458223821,
        ];
        Assert.All(expected, number => Assert.Equal(number, random.Next()));
    }

    [Fact]
    public void Every_number_below_a_limit_is_as_likely_as_the_others()
    {
        var random = new SplitMix64(1);
        var counts = new int[7];
        for (var draw = 0; draw < 70_000; draw++)
        {
            counts[random.NextBelow(7)]++;
        }
        // Pearson's chi-squared with 6 degrees of freedom: one seed in a thousand gives more than 22.46.
        Assert.InRange(counts.Sum(count => Math.Pow(count - 10_000, 2) / 10_000), 0, 22.46);
    }
}
