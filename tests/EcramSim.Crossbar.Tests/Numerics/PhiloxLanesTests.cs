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
            Assert.Equal(Philox.Block(first + lane, second, (uint)step, (uint)(step >> 32), (uint)lanes.Key, (uint)(lanes.Key >> 32)),
                (words[lane], words[8 + lane], words[16 + lane], words[24 + lane]));
    }
}
