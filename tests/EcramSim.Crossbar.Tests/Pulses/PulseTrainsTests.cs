using System.Numerics;
using EcramSim.Crossbar.Pulses;

namespace EcramSim.Crossbar.Tests.Pulses;

public class PulseTrainsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(6)]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(33)]
    [InlineData(64)]
    public void MasksEqualTheScalarTwin(int slots)
    {
        var trains = Make(21);
        trains.Draw(0.8, slots, 12345678901);
        for (var line = 0; line < 21; line++)
        {
            var mask = trains.Low[line] | (slots > 32 ? (ulong)trains.High[line] << 32 : 0);
            Assert.Equal(PulseTrainsReference.Of(trains.Key, line, trains.Values[line], 0.8, slots, 12345678901), mask);
            Assert.Equal(trains.Values[line] < 0 ? uint.MaxValue : 0, trains.Negative[line]);
        }
    }

    // n slots of probability p: mean n·p within 5 standard deviations √(n p (1 − p)).
    [Fact]
    public void SlotsFireWithTheirProbability()
    {
        const int updates = 4000, slots = 31;
        var trains = Make(21);
        var fired = new double[24];
        for (var step = 0UL; step < updates; step++)
        {
            trains.Draw(0.8, slots, step);
            for (var line = 0; line < 24; line++) fired[line] += BitOperations.PopCount(trains.Low[line]);
        }
        const double n = updates * slots;
        for (var line = 0; line < 24; line++)
        {
            var p = line < 21 ? Math.Min(0.8 * Math.Abs(trains.Values[line]), 1) : 0;
            Assert.InRange(fired[line] - n * p, -5 * Math.Sqrt(n * p * (1 - p)) - 0.01, 5 * Math.Sqrt(n * p * (1 - p)) + 0.01);
        }
    }

    [Fact]
    public void CountsBits()
    {
        foreach (var bits in new uint[] { 0, 1, 0x80000000, 0xFFFFFFFF, 0x55555555, 0x7FFFFFFF, 0x12345678 })
            Assert.Equal((uint)BitOperations.PopCount(bits), BitCount.Of(System.Runtime.Intrinsics.Vector256.Create(bits))[3]);
    }

    private static PulseTrains Make(int lines)
    {
        var trains = new PulseTrains(lines, 4, "trains");
        for (var line = 0; line < lines; line++) trains.Values[line] = (line - 7) / 10f;
        return trains;
    }
}
