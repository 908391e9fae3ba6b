using EcramSim.Crossbar.Numerics;
using EcramSim.Insertion.Numerics;

namespace EcramSim.Crossbar.Tests.Numerics;

public class PhiloxLanesTests
{
    // Known answers of the authors' Random123 library.
    [Theory]
    [InlineData(0, 0, 0, 0, 0, 0, 0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8)]
    [InlineData(0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd)]
    [InlineData(0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0xa4093822, 0x299f31d0, 0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1)]
    public void ScalarVersionGivesThePublishedAnswers(uint c0, uint c1, uint c2, uint c3, uint k0, uint k1, uint r0, uint r1, uint r2, uint r3) =>
        Assert.Equal((r0, r1, r2, r3), Philox.Block(c0, c1, c2, c3, k0, k1));

    // Likewise with seven rounds, as the lanes have.
    [Theory]
    [InlineData(0, 0, 0, 0, 0, 0, 0x5f6fb709, 0x0d893f64, 0x4f121f81, 0x4f730a48)]
    [InlineData(0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0x5207ddc2, 0x45165e59, 0x4d8ee751, 0x8c52f662)]
    [InlineData(0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0xa4093822, 0x299f31d0, 0x4dfccaba, 0x190a87f0, 0xc47362ba, 0xb6b5242a)]
    public void SevenRoundsGiveThePublishedAnswers(uint c0, uint c1, uint c2, uint c3, uint k0, uint k1, uint r0, uint r1, uint r2, uint r3) =>
        Assert.Equal((r0, r1, r2, r3), Philox.Block(c0, c1, c2, c3, k0, k1, PhiloxLanes.Rounds));

    [Theory]
    [InlineData(0u, 0u, 0UL)]
    [InlineData(4000000000u, 77u, 0x123456789ABCDEFUL)]
    [InlineData(8u, 0xFFFFFFFFu, ulong.MaxValue)]
    public void LanesEqualTheScalarVersion(uint first, uint second, ulong step)
    {
        var lanes = new PhiloxLanes(42, "name");
        var words = new uint[PhiloxLanes.BlockSize];
        lanes.Block(first, second, step, ref words[0]);
        for (var lane = 0u; lane < 8; lane++)
            Assert.Equal(Expected(lanes, first + lane, second, step), (words[lane], words[8 + lane], words[16 + lane], words[24 + lane]));
    }

    [Theory]
    [InlineData(0u, 0u, 0UL)]
    [InlineData(4000000000u, 77u, 0x123456789ABCDEFUL)]
    [InlineData(4294967290u, 0xFFFFFFFFu, ulong.MaxValue)]
    public void WideLanesEqualTheScalarVersion(uint first, uint second, ulong step)
    {
        var lanes = new PhiloxLanes(42, "name");
        var words = new uint[2 * PhiloxLanes.WideSize];
        lanes.WideBlocks(first, second, step, ref words[0]);
        for (var n = 0u; n < 32; n++)
        {
            var at = n < 16 ? n : PhiloxLanes.WideSize + n - 16;
            Assert.Equal(Expected(lanes, first + n, second, step), (words[at], words[16 + at], words[32 + at], words[48 + at]));
        }
    }

    private static (uint, uint, uint, uint) Expected(PhiloxLanes lanes, uint first, uint second, ulong step) =>
        Philox.Block(first, second, (uint)step, (uint)(step >> 32), (uint)lanes.Key, (uint)(lanes.Key >> 32), PhiloxLanes.Rounds);
}
