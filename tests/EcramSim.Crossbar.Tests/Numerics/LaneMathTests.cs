using System.Runtime.Intrinsics;
using EcramSim.Crossbar.Numerics;
using EcramSim.Insertion.Numerics;

namespace EcramSim.Crossbar.Tests.Numerics;

public class LaneMathTests
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
    public void SineAndCosineAreCloseToTheExactOnes()
    {
        for (ulong k = 0; k < 1UL << 32; k += 104729)
        {
            var (sin, cos) = LaneMathReference.SinCos((uint)k);
            var angle = 2 * Math.PI * k / Math.Pow(2, 32);
            Assert.InRange(sin - Math.Sin(angle), -2e-7, 2e-7);
            Assert.InRange(cos - Math.Cos(angle), -2e-7, 2e-7);
        }
    }

    [Fact]
    public void LanesEqualTheScalarTwinBitForBit()
    {
        var random = new RandomStream(3, "lanes");
        for (var n = 0; n < 20000; n++)
        {
            var u = (random.NextUInt32() / 256 + 1) / (float)(1 << 24);
            var turn = random.NextUInt32();
            Assert.Equal(LaneLogarithm.Of(u), LaneLogarithm.Of(Vector256.Create(u)).GetElement(n % 8));
            var (sin, cos) = LaneMath.SinCos(Vector256.Create(turn));
            Assert.Equal(LaneMathReference.SinCos(turn), (sin.GetElement(n % 8), cos.GetElement(n % 8)));
        }
    }
}
