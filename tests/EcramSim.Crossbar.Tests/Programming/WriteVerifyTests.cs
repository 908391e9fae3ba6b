using EcramSim.Crossbar.Programming;
using EcramSim.Crossbar.Tiles;
using EcramSim.Ecram.Laws;
using EcramSim.Ecram.Response;
using EcramSim.Insertion.Models;

namespace EcramSim.Crossbar.Tests.Programming;

public class WriteVerifyTests
{
    private static readonly WriteCost Cost = new(2e-15, 3e-15, 1e-6);

    private static ITile Make(double noise, int rows = 20, int columns = 30, PulseSpread? spread = null) =>
        Tile.Create(new ConstantStep(0.01, -1, 1, noise, spread ?? PulseSpread.None), rows, columns, ArrayOptions.Exact, 4, "programmed", Cost);

    private static float[] Targets(int count) => [.. Enumerable.Range(0, count).Select(k => (float)(0.9 * Math.Sin(1 + k)))];

    // Steps of 0.01 without noise: the nearest multiple, in as many pulses as it takes.
    [Fact]
    public void WithoutNoiseTheNearestStateIsReachedInTheFewestPulses()
    {
        float[] target = [0.204f, -0.117f, 0, 0.005f];
        var tile = Make(0, 2, 2);
        var result = tile.Program(target, new WriteVerify(0.006, 1000, 0, 1000));
        Assert.Equal([20, 12, 0, 0], result.Pulses);
        Assert.Equal(1, result.Yield);
        Assert.Equal([0.20f, -0.12f, 0, 0], result.Held.Select(h => MathF.Round(h, 5)));
        // Round 1 writes and round 2 finds nothing: both word lines are read twice; up 20 slots on line 1, down 12 on line 2.
        Assert.Equal((2, 4), (result.Rounds, result.Readings));
        Assert.Equal(20 * 2e-15 + 12 * 3e-15, result.Energy!.Value, 1e-22);
        Assert.Equal(32e-6, result.Time!.Value, 1e-15);
        Assert.Equal((20, 12), (tile.Ledger.PulsesUp, tile.Ledger.PulsesDown));
    }

    // Verified after every pulse, a cell stops where it first comes within the tolerance: the error is at most the tolerance and the law clips nothing.
    [Fact]
    public void NoisyCellsStopWithinTheTolerance()
    {
        var result = Make(0.5).Program(Targets(600), new WriteVerify(0.01, 5000, 0, 1));
        Assert.Equal(1, result.Yield);
        Assert.InRange(result.LargestError, 0, 0.0100001);
        // Steps of σ 0.005 around 0.01 cross the tolerance anywhere: errors lie on both sides of zero.
        Assert.Contains(result.Errors, e => e < -0.005);
        Assert.Contains(result.Errors, e => e > 0.005);
    }

    // With readings of noise σ ≫ tolerance a cell stops when a reading happens to fall inside: the error left is about σ.
    [Fact]
    public void NoiseOfTheReadingStaysInTheError()
    {
        const double sigma = 0.05;
        var result = Make(0, 40, 50).Program(Targets(2000), new WriteVerify(0.01, 100_000, sigma, 1000));
        Assert.InRange(result.RootMeanSquareError, 0.7 * sigma, 1.3 * sigma);
        Assert.InRange(result.MeanError, -5 * sigma / Math.Sqrt(2000), 5 * sigma / Math.Sqrt(2000));
        Assert.True(result.Yield < 0.5);
    }

    [Fact]
    public void ABudgetIsNeverExceeded()
    {
        var result = Make(0.3).Program(Targets(600), new WriteVerify(0.01, 30, 0, 7));
        Assert.All(result.Pulses, p => Assert.InRange(p, 0, 30));
        // 30 steps of 0.01 reach 0.3: cells that want more stop there.
        foreach (var (pulses, wanted) in result.Pulses.Zip(result.Target))
            if (Math.Abs(wanted) > 0.45) Assert.Equal(30, pulses);
        Assert.InRange(result.Yield, 0.1, 0.5);
    }

    [Fact]
    public void EqualSeedsProgramEqually()
    {
        var how = new WriteVerify(0.01, 500, 0.01, 8);
        var spread = new PulseSpread(Step: 0.3, UpDown: 0.05);
        Assert.Equal(Make(0.3, spread: spread).Program(Targets(600), how).Held, Make(0.3, spread: spread).Program(Targets(600), how).Held);
    }

    [Fact]
    public void AWeightThatNoCellHoldsIsNamed()
    {
        var target = Targets(600);
        target[31] = 1.5f;
        var message = Assert.Throws<InputException>(() => Make(0).Program(target, WriteVerify.Default)).Message;
        Assert.Contains("1.5", message, StringComparison.Ordinal);
        Assert.Contains("row 2, column 2", message, StringComparison.Ordinal);
        Assert.Contains("[-1, 1]", message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Make(0).Program(Targets(600), WriteVerify.Default with { Tolerance = 0 }));
    }

    [Theory]
    [InlineData(0.034, 0, 3)]
    [InlineData(-0.034, 0, -3)]
    [InlineData(0.9, 0, 16)]
    [InlineData(0.9, 995, 5)]
    [InlineData(0.9, 1000, 0)]
    [InlineData(0.011, 0, 1)]
    [InlineData(0.0099, 0, 0)]
    public void PulsesFollowTheDeviation(double deviation, int spent, int pulses) => Assert.Equal(pulses, WriteVerify.Default.PulsesFor(deviation, 0.01, spent));
}
