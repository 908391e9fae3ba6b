using System.Runtime.Intrinsics;
using EcramSim.Insertion.Numerics;

namespace EcramSim.Crossbar.Tests.Numerics;

public class LaneLogarithmTests
{
    [Fact]
    public void LogarithmIsCloseToTheExactOne()
    {
        for (var k = 1; k <= 1 << 24; k += k < 4096 ? 1 : 997)
        {
            var u = k / (float)(1 << 24);
            var exact = Math.Log(u);
            Assert.InRange(LaneLogarithm.Of(u) - exact, -(1e-7 + 6e-8 * -exact), 1e-7 + 6e-8 * -exact);
        }
    }

    [Fact]
    public void LanesEqualTheScalarTwinBitForBit()
    {
        var random = new RandomStream(3, "lanes");
        for (var n = 0; n < 20000; n++)
        {
            var u = (random.NextUInt32() / 256 + 1) / (float)(1 << 24);
            Assert.Equal(LaneLogarithm.Of(u), LaneLogarithm.Of(Vector256.Create(u)).GetElement(n % 8));
        }
    }
}
