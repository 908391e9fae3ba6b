using EcramSim.Crossbar.Pulses;
using EcramSim.Crossbar.Tiles;
using EcramSim.Ecram.Laws;
using EcramSim.Ecram.Response;
using EcramSim.Insertion.Models;

namespace EcramSim.Crossbar.Tests.Pulses;

/// <summary>Ways to give a cell its pulses: the same mean, less and less chance.</summary>
public sealed class PulseTypeTests
{
    private const int Rows = 5, Columns = 11;
    private const double Step = 0.001;
    private static readonly float[] X = [0.9f, -0.5f, 0.03f, 0, 0.7f, -1, 0.2f, 0.4f, -0.1f, 0.6f, 0.33f], D = [0.4f, -0.2f, 0.05f, 0, 0.8f];

    private static ITile Make(PulseType type, ulong seed = 7, bool managed = true, int longest = 31) => Tile.Create(new ConstantStep(Step, -1, 1, 0, PulseSpread.None), Rows, Columns,
        ArrayOptions.Exact with { PulseType = type, UpdateManagement = managed, UpdateLengthManagement = managed, PulseTrainLength = longest }, seed, "type");

    private static float[] After(ITile tile, double rate)
    {
        var held = new float[Rows * Columns];
        tile.SetWeights(held);
        tile.Update(X, D, 1, rate);
        tile.GetWeights(held);
        return held;
    }

    /// <summary>Every cell gets ⌊e⌋ or ⌈e⌉ pulses, e = |η d x|/ε, the second with the chance e − ⌊e⌋: the mean of n updates lies within 5 standard deviations √(f(1−f)/n).</summary>
    [Theory, InlineData(0.01, true), InlineData(-0.03, true), InlineData(0.02, false)]
    public void Mean_counts_are_the_wanted_number_rounded_by_chance(double rate, bool managed)
    {
        const int n = 3000;
        var tile = Make(PulseType.MeanCount, managed: managed);
        var sums = new double[Rows * Columns];
        for (var k = 0; k < n; k++)
        {
            var held = After(tile, rate);
            for (var c = 0; c < held.Length; c++)
            {
                var wanted = rate * D[c / Columns] * X[c % Columns] / Step;
                var pulses = held[c] / Step;
                Assert.InRange(pulses, Math.Floor(wanted) - 1e-3, Math.Ceiling(wanted) + 1e-3);
                sums[c] += pulses;
            }
        }
        for (var c = 0; c < sums.Length; c++)
        {
            var wanted = rate * D[c / Columns] * X[c % Columns] / Step;
            var part = Math.Abs(wanted) - Math.Floor(Math.Abs(wanted));
            // The chance has 24 bits, products a relative rounding of 1e-6.
            Assert.InRange(sums[c] / n - wanted, -5 * Math.Sqrt(part * (1 - part) / n) - 1e-4, 5 * Math.Sqrt(part * (1 - part) / n) + 1e-4);
        }
    }

    [Fact]
    public void Deterministic_counts_are_the_nearest_number_whatever_the_seed()
    {
        var held = After(Make(PulseType.Deterministic), 0.02);
        for (var c = 0; c < held.Length; c++)
            // Half a pulse may go either way: single precision decides.
            Assert.InRange(Math.Abs(0.02 * D[c / Columns] * X[c % Columns] - held[c]) / Step, 0, 0.501);
        Assert.All(held, w => Assert.Equal(Math.Round(w / Step), w / Step, 1e-3));
        Assert.Equal(held, After(Make(PulseType.Deterministic, seed: 8), 0.02));
        Assert.NotEqual(After(Make(PulseType.MeanCount), 0.02), After(Make(PulseType.MeanCount, seed: 8), 0.02));
        // Where trains saturate, so do the numbers: ten slots are ten pulses, and not sixteen.
        Assert.Equal(10, After(Make(PulseType.Deterministic, longest: 10), 0.02).Max(w => Math.Abs(w)) / Step, 1e-3);
    }

    [Fact]
    public void The_ledger_counts_what_the_cells_got()
    {
        var tile = Make(PulseType.Deterministic);
        var held = After(tile, 0.02);
        Assert.Equal((long)Math.Round(held.Where(w => w > 0).Sum(w => w / Step)), tile.Ledger.PulsesUp);
        Assert.Equal((long)Math.Round(-held.Where(w => w < 0).Sum(w => w / Step)), tile.Ledger.PulsesDown);
    }

    [Fact]
    public void Every_management_is_chosen_in_the_file_or_set()
    {
        ArrayOptions Read(params string[] set) => ArrayOptions.Read(ModelLibrary.Shipped(), "default", [.. set.Select(Setting.Parse)]);
        Assert.Equal(PulseType.Stochastic, Read().PulseType);
        Assert.Equal(PulseType.MeanCount, Read("array.pulse_type=mean-count").PulseType);
        var plain = Read("array.pulse_type=deterministic", "array.update_management=false", "array.update_length_management=false", "array.pulse_train_length=10", "array.noise_management=false", "array.bound_management=false");
        Assert.Equal((PulseType.Deterministic, false, false, 10, false, false), (plain.PulseType, plain.UpdateManagement, plain.UpdateLengthManagement, plain.PulseTrainLength, plain.NoiseManagement.Scales, plain.BoundManagement.Repeats));
        Assert.Contains("did you mean 'mean-count'?", Assert.Throws<InputException>(() => Read("array.pulse_type=mean-cont")).Message, StringComparison.Ordinal);
        Assert.Contains("must be \"stochastic\" where half-selection is modelled", Assert.Throws<InputException>(() =>
            ArrayOptions.Read(ModelLibrary.Shipped(), "wires-1-ohm", [Setting.Parse("array.pulse_type=mean-count")])).Message, StringComparison.Ordinal);
    }
}
