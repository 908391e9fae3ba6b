using EcramSim.Crossbar.Tiles;
using EcramSim.Ecram.Compact;
using EcramSim.Ecram.Laws;
using EcramSim.Ecram.NonIdealities;
using EcramSim.Ecram.Response;

namespace EcramSim.Crossbar.Tests.Tiles;

public class WaitTests
{
    private static readonly ArrayOptions Single = ArrayOptions.Exact with { PulseTrainLength = 1, UpdateLengthManagement = false };

    // dw/dt = −w/τ with τ = 1000 s.
    private static readonly CellEvolution Towards0 = new(new DriftTable(-1, 1, [1e-3, 0, -1e-3]), null);

    private static readonly PulseMemory Forgetful = new([0, 0], [0, 0]);

    private static VolatilePart Part(double left) => new(-1, 1, [-left, -left], [left, left])
    {
        UpAfterUp = Forgetful, UpAfterDown = Forgetful, DownAfterUp = Forgetful, DownAfterDown = Forgetful,
        Relaxation = new RelaxationCurve([1, 2], [1, Math.Exp(-0.5)]),
    };

    [Fact]
    public void Weights_decay_exponentially_where_the_drift_is_linear_and_one_long_wait_equals_many_short_ones()
    {
        float[] start = [0.9f, -0.5f, 0.001f, 0];
        var (one, many) = (Tile(Towards0), Tile(Towards0));
        one.SetWeights(start);
        many.SetWeights(start);
        one.Wait(700);
        for (var k = 0; k < 70_000; k++) many.Wait(0.01);
        var (a, b) = (Weights(one), Weights(many));
        for (var k = 0; k < start.Length; k++)
        {
            Assert.Equal(start[k] * Math.Exp(-0.7), a[k], 1e-6);
            // Less than a 128th of a step waits to be applied.
            Assert.Equal(a[k], b[k], 0.01 / 128);
        }
    }

    // w = w₀·e^(−f t/τ): f of every cell from a short wait, its spread over 2500 cells within four standard errors, and the same f after a long one.
    [Fact]
    public void Every_cell_drifts_at_its_own_rate()
    {
        const int n = 50;
        Tile<ConstantStep> Spread(double sigma, ulong seed = 1) => new(new ConstantStep(0.01, -1, 1, 0, PulseSpread.None), n, n, Single, seed, "time", evolution: Towards0 with { DriftSpread = sigma });
        float[] start = [.. Enumerable.Repeat(0.8f, n * n)];
        double[] Factors(double seconds, int waits, ulong seed = 1)
        {
            var tile = Spread(0.3, seed);
            Assert.Equal(6, tile.BytesPerCell);
            tile.SetWeights(start);
            for (var k = 0; k < waits; k++) tile.Wait(seconds / waits);
            return [.. Weights(tile).Select(w => -Math.Log(w / 0.8) / seconds * 1000)];
        }
        var (brief, once, often) = (Factors(1, 1), Factors(2000, 1), Factors(2000, 40));
        Assert.Equal(1, brief.Average(), 4 * 0.3 / n);
        Assert.Equal(0.3, Math.Sqrt(brief.Average(f => f * f) - Math.Pow(brief.Average(), 2)), 4 * 0.3 / Math.Sqrt(2) / n);
        for (var k = 0; k < brief.Length; k++)
        {
            Assert.Equal(brief[k], once[k], 0.003);
            Assert.Equal(once[k], often[k], 0.003);
        }
        Assert.NotEqual(brief[0], Factors(1, 1, seed: 2)[0]);
        var (none, plain) = (Spread(0), new Tile<ConstantStep>(new ConstantStep(0.01, -1, 1, 0, PulseSpread.None), n, n, Single, 1, "time", evolution: Towards0));
        none.SetWeights(start);
        plain.SetWeights(start);
        none.Wait(700);
        plain.Wait(700);
        Assert.Equal(Weights(plain), Weights(none));
        Assert.Equal(4, none.BytesPerCell);
    }

    // 90 pulses of 1 s on each of two word lines: left until the end, the first would have lost a sixth. Every reading sees what has drifted.
    [Fact]
    public void Writing_sees_what_drifts_meanwhile()
    {
        var tile = new Tile<ConstantStep>(new ConstantStep(0.01, -1, 1, 0, PulseSpread.None), 2, 2, Single, 1, "time", new WriteCost(0, 0, 1), evolution: Towards0);
        var result = tile.Program([0.9f, 0.9f, 0.9f, 0.9f], new EcramSim.Crossbar.Programming.WriteVerify(0.01, 1000, 0, 16));
        Assert.Equal(1, result.Yield);
        Assert.True(result.TotalPulses > 4 * 95);
    }

    [Fact]
    public void Drift_stops_at_the_bound_of_the_cell_and_without_evolution_nothing_moves()
    {
        var rising = Tile(new CellEvolution(new DriftTable(-1, 1, [0.01, 0.01]), null));
        rising.SetWeights([0.9f, -0.5f, 0.25f, 0]);
        rising.Wait(20);
        Assert.Equal([1f, -0.3f, 0.45f, 0.2f], Weights(rising).Select(w => MathF.Round(w, 5)));
        rising.Wait(1e9);
        Assert.All(Weights(rising), w => Assert.Equal(1, w, 1e-6));
        var still = Tile(null);
        still.SetWeights([0.9f, -0.5f, 0.25f, 0]);
        still.Wait(1e9);
        Assert.Equal([0.9f, -0.5f, 0.25f, 0], Weights(still));
        Assert.Throws<ArgumentOutOfRangeException>(() => still.Wait(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => still.Wait(double.PositiveInfinity));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ExactTile(1, 1, ArrayOptions.Exact, 1, "exact").Wait(-1));
    }

    // A pulse of 0.01 of which 0.004 has not entered yet: a read sees 0.006, and 0.01 − 0.004·e^(−t/2s) later.
    [Fact]
    public void The_volatile_part_is_seen_by_reads_and_decays()
    {
        var tile = Tile(new CellEvolution(null, Part(0.004)));
        Assert.Equal(8, tile.BytesPerCell);
        tile.Update([1, -1], [1, 0], 1, 0.01);
        Assert.Equal([0.006f, -0.006f, 0, 0], Weights(tile).Select(w => MathF.Round(w, 6)));
        var y = new float[2];
        tile.Forward([1, 0], y, 1);
        Assert.Equal(0.006, y[0], 1e-6);
        tile.Wait(3);
        Assert.Equal(0.01 - 0.004 * Math.Exp(-1.5), Weights(tile)[0], 2e-6);
        tile.Wait(1000);
        Assert.Equal([0.01f, -0.01f, 0, 0], Weights(tile).Select(w => MathF.Round(w, 6)));
        // Written weights have nothing volatile.
        tile.Update([1, -1], [1, 0], 1, 0.01);
        tile.SetWeights([0.1f, 0.2f, 0, 0]);
        tile.Wait(1000);
        Assert.Equal([0.1f, 0.2f, 0, 0], Weights(tile));
    }

    // By hand: v = −0.004 before a second pulse; sensitivity 0.5 takes 0.002 of its step, carry 0.25 leaves −0.001 beside its own −0.004.
    [Fact]
    public void What_is_left_of_a_pulse_changes_the_next()
    {
        var part = Part(0.004) with { UpAfterUp = new PulseMemory([0.5, 0.5], [0.25, 0.25]) };
        var tile = Tile(new CellEvolution(null, part));
        tile.Update([1, 0], [1, 0], 1, 0.01);
        tile.Update([1, 0], [1, 0], 1, 0.01);
        Assert.Equal(0.02 - 0.002 - 0.004 - 0.001, Weights(tile)[0], 1e-6);
        tile.Wait(1000);
        Assert.Equal(0.018, Weights(tile)[0], 1e-6);
    }

    [Fact]
    public void Updates_and_reads_take_their_own_time()
    {
        var tile = new Tile<ConstantStep>(new ConstantStep(0.01, -1, 1, 0, PulseSpread.None), 2, 2, Single with { ReadTime = 5 }, 1, "time",
            new WriteCost(0, 0, 10), evolution: Towards0);
        tile.SetWeights([0.9f, 0, 0, 0]);
        tile.Update([0, 1], [0, 1], 1, 0.01); // one slot, up and down phase: 20 s
        tile.Forward([0, 0], new float[2], 1);
        Assert.Equal(0.9 * Math.Exp(-0.025), Weights(tile)[0], 1e-5);
    }

    // 0.37 of a pulse: that much of the step, and √0.37 of its noise, over 4000 cells within five standard errors.
    [Fact]
    public void Without_granularity_the_update_is_the_wanted_one()
    {
        const int rows = 50, columns = 80;
        var law = new WithoutGranularity<LinearStep>(new LinearStep(0.01, -1, 1, 0.5, 0.5, 0.3, true, PulseSpread.None));
        var tile = new Tile<WithoutGranularity<LinearStep>>(law, rows, columns, ArrayOptions.Exact, 1, "smooth");
        float[] x = [.. Enumerable.Repeat(0.5f, columns)], d = [.. Enumerable.Repeat(0.74f, rows)];
        tile.Update(x, d, 1, 0.01);
        var w = Weights(tile);
        var mean = w.Average(v => (double)v);
        var sigma = 0.01 * 0.3 * Math.Sqrt(0.37);
        Assert.InRange(mean - 0.0037, -5 * sigma / Math.Sqrt(w.Length), 5 * sigma / Math.Sqrt(w.Length));
        var deviation = Math.Sqrt(w.Average(v => (v - mean) * (v - mean)));
        Assert.InRange(deviation / sigma - 1, -5 / Math.Sqrt(2.0 * w.Length), 5 / Math.Sqrt(2.0 * w.Length));
        // 0.37 of a pulse in each cell.
        Assert.Equal(1480, tile.Ledger.PulsesUp);
        tile.Update(x, d, 1, -0.02);
        Assert.Equal(2960, tile.Ledger.PulsesDown);
    }

    // 2.5 pulses of soft bounds from 0, by hand: 1 − w falls by a hundredth twice and by half a hundredth once.
    [Fact]
    public void More_than_one_pulse_goes_one_by_one()
    {
        var law = new WithoutGranularity<SoftBounds>(new SoftBounds(0.01, -1, 1, 0, PulseSpread.None));
        var tile = new Tile<WithoutGranularity<SoftBounds>>(law, 1, 1, ArrayOptions.Exact, 1, "smooth");
        tile.Update([1], [1], 1, 0.025);
        Assert.Equal(1 - 0.99 * 0.99 * 0.995, Weights(tile)[0], 1e-6);
    }

    private static Tile<ConstantStep> Tile(CellEvolution? evolution) =>
        new(new ConstantStep(0.01, -1, 1, 0, PulseSpread.None), 2, 2, Single, 1, "time", evolution: evolution);

    private static float[] Weights(ITile tile)
    {
        var w = new float[tile.Rows * tile.Columns];
        tile.GetWeights(w);
        return w;
    }
}
