using EcramSim.Crossbar;
using EcramSim.Crossbar.Tiles;
using EcramSim.Ecram.Laws;
using EcramSim.Ecram.Response;
using EcramSim.Insertion.Models;
using EcramSim.Insertion.Numerics;
using EcramSim.Learning.Algorithms;

namespace EcramSim.Learning.Tests.Algorithms;

/// <summary>Every rule is gradient descent where cells are ideal, and does what its paper says where they are not.</summary>
public sealed class TrainingRuleTests
{
    private const double Optimum0 = 0.5, Optimum1 = -0.4;

    public static TheoryData<string> Names => [.. TrainingRules.Names];

    private static ExactTile Exact(string name, int rows = 3, int columns = 4) => new ExactTile(rows, columns, ArrayOptions.Exact, 5, name);

    /// <summary>Whatever way gradients take, on exact tiles all of them arrive: the sum of η d xᵀ.</summary>
    [Theory, MemberData(nameof(Names))]
    public void All_updates_arrive_on_exact_tiles(string name)
    {
        var weights = Exact("w");
        var rule = TrainingRules.Of(name).Begin(weights, n => Exact(n));
        var stream = new RandomStream(3, "updates");
        var expected = new double[12];
        var (x, d) = (new float[4], new float[3]);
        for (var step = 0; step < 50; step++)
        {
            for (var j = 0; j < 4; j++) x[j] = (float)(2 * stream.NextDouble() - 1);
            for (var i = 0; i < 3; i++) d[i] = (float)(2 * stream.NextDouble() - 1);
            rule.Update(x, d, 1, -0.1);
            for (var i = 0; i < 3; i++) for (var j = 0; j < 4; j++) expected[4 * i + j] -= 0.1 * d[i] * x[j];
        }
        // What still waits in other arrays needs one more visit to each line.
        rule.Update(new float[16], new float[12], 4, -0.1);
        var held = new float[12];
        weights.GetWeights(held);
        for (var k = 0; k < 12; k++) Assert.Equal(expected[k], held[k], 1e-5);
    }

    /// <summary>Readings with noise: what one reading leaves in the array, the next takes back, so that the error does not grow with the number of readings.</summary>
    [Theory, MemberData(nameof(Names))]
    public void Noise_of_readings_does_not_add_up_on_exact_tiles(string name)
    {
        ITile Noisy(string n) => new ExactTile(3, 4, ArrayOptions.Exact with { OutputNoise = 0.06 }, 5, n);
        var weights = Noisy("w");
        var rule = TrainingRules.Of(name).Begin(weights, Noisy);
        var (x, d, held) = (new float[4], new float[3], new float[12]);
        for (var step = 0; step < 4000; step++)
        {
            (x[step % 4], d[step % 3]) = (1, step / 12 % 2 == 0 ? 1 : -1);
            rule.Update(x, d, 1, -0.01);
            (x[step % 4], d[step % 3]) = (0, 0);
        }
        weights.GetWeights(held);
        // The updates cancel; one reading may still be out: five of its standard deviations.
        Assert.All(held, w => Assert.InRange(w, -0.32, 0.32));
    }

    /// <summary>Least squares with exact tiles: every rule ends at the optimum, as digital descent does.</summary>
    [Theory, MemberData(nameof(Names))]
    public void Every_rule_finds_the_optimum_on_exact_tiles(string name)
    {
        var weights = Exact("w", 1, 2);
        Descend(TrainingRules.Of(name).Begin(weights, n => Exact(n, 1, 2)), weights, 4000, 0.05, 0);
        var held = new float[2];
        weights.GetWeights(held);
        Assert.Equal(Optimum0, held[0], 1e-3);
        Assert.Equal(Optimum1, held[1], 1e-3);
    }

    /// <summary>
    /// Cells whose steps shrink towards both bounds pull the weights of plain descent towards their symmetry point 0 when gradients are noisy; the fast
    /// array of Tiki-Taka takes that pull instead.
    /// </summary>
    [Theory, InlineData("tiki-taka"), InlineData("tiki-taka-v2"), InlineData("tiki-taka-chopped"), InlineData("agad")]
    public void Tiki_taka_converges_on_asymmetric_cells_where_plain_descent_does_not(string name)
    {
        var (plain0, plain1) = Mean("sgd", offset: 0);
        var (own0, own1) = Mean(name, offset: 0);
        // By hand: E[Δw] = 0 where (w − w*)·g = −w·E|g|: with noise of 0.3 beside deviations of a few tenths, the pull is as large as the gradient.
        Assert.True(plain0 < 0.8 * Optimum0 && plain1 > 0.8 * Optimum1, $"{plain0} {plain1}");
        Assert.InRange(own0, Optimum0 - 0.06, Optimum0 + 0.06);
        Assert.InRange(own1, Optimum1 - 0.06, Optimum1 + 0.06);
    }

    /// <summary>An array whose symmetry point is not at its zero adds its offset at every transfer; choppers and the dynamic reference take it out again.</summary>
    [Fact]
    public void Choppers_remove_an_offset_of_the_reference()
    {
        static double Error((double, double) w) => Math.Max(Math.Abs(w.Item1 - Optimum0), Math.Abs(w.Item2 - Optimum1));
        var buffered = Error(Mean(new TikiTakaBuffered(TransferRate: 0.3, ZeroShiftPairs: 0), 0.3));
        var chopped = Error(Mean("tiki-taka-chopped", 0.3));
        var dynamic = Error(Mean("agad", 0.3));
        Assert.True(buffered > 0.08, $"{buffered}");
        Assert.True(chopped < 0.04, $"{chopped}, buffered {buffered}, dynamic {dynamic}");
        Assert.True(dynamic < 0.04, $"{dynamic}");
    }

    [Fact]
    public void Zero_shifting_ends_where_both_steps_are_equal()
    {
        // Steps 1.3Δ(1 − w) up and 0.7Δ(1 + w) down: w* = (1.3 − 0.7)/(1.3 + 0.7).
        var law = new SoftBounds(0.01, -1, 1, 0, PulseSpread.None, 0.3);
        var tile = Tile.Create(law, 5, 9, ArrayOptions.Exact, 3, "shift", null);
        SymmetryPoint.Approach(tile, 1500);
        var held = new float[45];
        tile.GetWeights(held);
        Assert.All(held, w => Assert.Equal(0.3, w, 0.02));
    }

    [Fact]
    public void Parameters_follow_the_name()
    {
        Assert.Equal(new TikiTakaBuffered(TransferRate: 0.1, MostPulses: 3), TrainingRules.Of("tiki-taka-v2:transfer_rate=0.1, most_pulses=3"));
        Assert.Equal(new PulsedDescent(), TrainingRules.Of("sgd"));
        static string Message(string text) => Assert.Throws<InputException>(() => TrainingRules.Of(text)).Message;
        Assert.Contains("did you mean 'transfer_rate'?", Message("tiki-taka:transfer_rat=1"), StringComparison.Ordinal);
        Assert.Contains("value '-1' is not a number of 0 or more", Message("tiki-taka:transfer_rate=-1"), StringComparison.Ordinal);
        Assert.Contains("value '1.5' is not a whole number", Message("tiki-taka:transfer_every=1.5"), StringComparison.Ordinal);
        Assert.Contains("not of the form key=value", Message("agad:kept"), StringComparison.Ordinal);
        Assert.Contains("did you mean 'agad'?", Message("agat:kept=1"), StringComparison.Ordinal);
    }

    /// <summary>What waits in χ is less than a pulse per cell, and steps are exact: the cells hold the digital weights to one step.</summary>
    [Fact]
    public void Mixed_precision_is_descent_to_one_step()
    {
        const double Granularity = 0.01;
        var weights = Tile.Create(new ConstantStep(Granularity, -1, 1, 0, PulseSpread.None), 3, 4, ArrayOptions.Exact, 5, "w", null);
        var rule = new MixedPrecision().Begin(weights, n => Exact(n));
        var stream = new RandomStream(4, "updates");
        var (x, d, expected, held) = (new float[4], new float[3], new double[12], new float[12]);
        for (var step = 0; step < 300; step++)
        {
            for (var j = 0; j < 4; j++) x[j] = (float)(2 * stream.NextDouble() - 1);
            for (var i = 0; i < 3; i++) d[i] = (float)(2 * stream.NextDouble() - 1);
            rule.Update(x, d, 1, -0.02);
            for (var k = 0; k < 12; k++) expected[k] -= 0.02 * d[k / 4] * x[k % 4];
        }
        rule.Update(new float[12], new float[9], 3, -0.02);
        weights.GetWeights(held);
        for (var k = 0; k < 12; k++) Assert.Equal(expected[k], held[k], Granularity);
        Assert.Contains(expected, e => Math.Abs(e) > 10 * Granularity);
    }

    [Fact]
    public void Parameters_out_of_range_are_refused()
    {
        static string Message(string rule) => Assert.Throws<InputException>(() =>
        {
            var own = TrainingRules.Of(rule);
            var device = own.CellsOf(TestDevices.Constant(0.01));
            own.Begin(Exact("w", 1, 1), n => Exact(n, 1, 1));
            Assert.NotNull(device);
        }).Message;
        Assert.Contains("momentum of mixed-precision: value 1", Message("mixed-precision:momentum=1"), StringComparison.Ordinal);
        Assert.Contains("cells of periodic-carry: value 1 is outside the allowed range [2, 8]", Message("periodic-carry:cells=1"), StringComparison.Ordinal);
        Assert.Contains("refresh_above of one-sided", Message("one-sided:refresh_above=1"), StringComparison.Ordinal);
        foreach (var name in TrainingRules.Names.Where(n => n.StartsWith("tiki-taka", StringComparison.Ordinal) || n == "agad"))
            Assert.Contains($"transfer_every of {name}: value 0 is outside", Message(name + ":transfer_every=0"), StringComparison.Ordinal);
    }

    // Two columns are read a hundred times more often than those of a layer: phases as long as the memory of A want fewer flips per reading.
    private static (double, double) Mean(string name, double offset) => Mean(TrainingRules.Of(name) switch
    {
        TikiTakaChopped chopped => chopped with { ChopProbability = 0.01, TransferRate = 0.3 },
        Agad agad => agad with { ChopProbability = 0.01, TransferRate = 0.3 },
        var rule => rule,
    }, offset);

    // Mean weights of the second half of a long noisy descent on soft-bounds cells.
    private static (double, double) Mean(ITrainingRule rule, double offset)
    {
        ITile Cells(string name) => Tile.Create(new SoftBounds(0.005, -1, 1, 0.1, PulseSpread.None, name == "w" ? 0 : offset), 1, 2, ArrayOptions.Exact, 11, name, null);
        var weights = Cells("w");
        return Descend(rule.Begin(weights, Cells), weights, 40_000, 0.02, 0.3);
    }

    private static (double, double) Descend(ITileRule rule, ITile weights, int steps, double rate, double noise)
    {
        var stream = new RandomStream(17, "descent");
        var (held, x, d) = (new float[2], new float[2], new float[1]);
        double sum0 = 0, sum1 = 0;
        for (var step = 0; step < steps; step++)
        {
            weights.GetWeights(held);
            if (step >= steps / 2) (sum0, sum1) = (sum0 + held[0], sum1 + held[1]);
            for (var j = 0; j < 2; j++) x[j] = stream.NextDouble() < 0.5 ? 1 : -1;
            d[0] = (float)((held[0] - Optimum0) * x[0] + (held[1] - Optimum1) * x[1] + noise * stream.NextNormal());
            rule.Update(x, d, 1, -rate);
        }
        return (sum0 / (steps - steps / 2), sum1 / (steps - steps / 2));
    }
}
