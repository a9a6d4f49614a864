using Measurement.Collecting;

namespace Measurement.Tests.Collecting;

public sealed class BlockOrderTests
{
    /// <summary>The expected order was computed by a second implementation, in Python.</summary>
    [Fact]
    public void The_order_of_a_recorded_block_stays_what_it_was()
    {
        var order = new BlockOrder(2022);
        Assert.Equal([6, 1, 3, 0, 4, 7, 5, 2], order.Of(0, 8));
        Assert.Equal([2, 6, 0, 1, 7, 5, 3, 4], order.Of(7, 8));
        Assert.Equal((3373, 3732), (order.Draw(0, 4096), order.Draw(7, 4096)));
    }
}
