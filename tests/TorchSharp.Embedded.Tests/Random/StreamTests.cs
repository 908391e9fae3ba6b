using TorchSharp;
using static TorchSharp.torch;

namespace TorchSharp.Embedded.Tests;

/// <summary>The first numbers of PyTorch 1.13's CPU generator after manual_seed(42), printed by PyTorch itself.</summary>
public sealed class StreamTests
{
    private static void Near(double[] expected, Tensor actual, double tolerance)
    {
        var values = actual.to_type(ScalarType.Float64).data<double>().ToArray();
        Assert.Equal(expected.Length, values.Length);
        for (var i = 0; i < expected.Length; i++) Assert.True(Math.Abs(expected[i] - values[i]) <= tolerance, $"[{i}] {values[i]} instead of {expected[i]}");
    }

    private static Generator Seeded => new(42);

    [Fact]
    public void Uniform_numbers()
    {
        using var scope = NewDisposeScope();
        Near([0.8822692632675171, 0.9150039553642273, 0.38286375999450684], rand(3, generator: Seeded), 1e-9);
        Near([0.9308151006698608, 0.6607242226600647], rand(2, generator: Seeded.manual_seed(-5)), 1e-9);
        Near([0.05815448596142969, 0.06291016742457756], rand(2, ScalarType.Float64, generator: Seeded), 1e-15);
    }

    [Fact]
    public void Few_normal_numbers_wait_in_pairs()
    {
        using var scope = NewDisposeScope();
        var own = Seeded;
        Near([0.33669037, 0.1288094, 0.23446237], randn(3, generator: own), 3e-8);
        own = Seeded;
        Near([1.673380732536316, 1.25761878490448, 1.4689247608184814], empty(3).normal_(1, 2, own), 2e-7);
        Near([2.703857421875, -1.3340704441070557, 2.672990322113037], empty(3).uniform_(-2, 3, own), 2e-7);
        Near([0.23033303022384644], randn(1, generator: own), 3e-8);
    }

    [Fact]
    public void Many_normal_numbers_come_in_blocks_of_sixteen() => Near(
        [1.9269152879714966, 1.4872840642929077, 0.9007171988487244, -2.1055209636688232, 0.6784184575080872, 1.078317642211914,
         0.8008005619049072, 1.680620551109314, 0.3558599054813385, -0.6866229772567749, -0.4933563470840454, 0.2414877861738205,
         -1.1109038591384888, 0.041759490966796875, -0.2515752911567688, 0.859858512878418, -0.3097267746925354, -0.3957104980945587,
         0.8034093379974365, -0.6215953826904297, -0.5920005440711975], randn(21, generator: Seeded), 3e-7);

    [Fact]
    public void Double_precision()
    {
        using var scope = NewDisposeScope();
        var own = Seeded;
        rand(2, ScalarType.Float64, generator: own);
        Near([0.23446236336153173, 0.2303330279146119, -1.1228563767381703], randn(3, ScalarType.Float64, generator: own), 1e-14);
        Near([-1.7903080050220619, 0.08948016046560357, 0.038435238263354446, -0.11824373914203358, -1.744556661084211,
              -0.46946014308389283, 0.45729973935936413, 0.5177154906533428, -0.2770635268170197, 0.855215961472287,
              0.2494118796915765, 0.2615836907112959, -1.526543923410825, -0.33113931395169954, -0.6377842272222147,
              0.10719882715742213, 0.7096149179654692], randn(17, ScalarType.Float64, generator: own), 2e-14);
    }

    [Fact]
    public void Whole_numbers_and_permutations()
    {
        using var scope = NewDisposeScope();
        Near([2, 7, 6, 4, 6, 5, 0, 4], randint(0, 10, new long[] { 8 }, generator: Seeded), 0);
        Near([441507790259, 395924837646, 458615280711], randint(0, 1L << 40, new long[] { 3 }, generator: Seeded), 0);
        Near([2, 6, 1, 8, 4, 5, 0, 9, 3, 7], randperm(10, generator: Seeded), 0);
        Near([37542, 64941, 23546, 30182, 19690], randperm(70000, generator: Seeded).narrow(0, 0, 5), 0);
    }

    [Fact]
    public void Coins()
    {
        using var scope = NewDisposeScope();
        Near([1, 1, 1, 1, 0, 0, 0, 0, 1, 1, 1, 0], empty(12).bernoulli_(0.3, Seeded), 0);
        var own = Seeded;
        Near([0, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0, 0], full(12, 0.3f).bernoulli(own), 0);
        Near([0.8694044351577759], rand(1, generator: own), 1e-9);
    }

    /// <summary>The default generator belongs to the process: other tests draw from it, so only its seeding is looked at here.</summary>
    [Fact]
    public void State_can_be_kept_and_put_back()
    {
        using var scope = NewDisposeScope();
        var own = Seeded;
        randn(3, generator: own);
        var state = own.get_state();
        var next = randn(5, generator: own).data<float>().ToArray();
        own.set_state(state);
        Assert.Equal(next, randn(5, generator: own).data<float>().ToArray());
        Assert.Equal(42, own.initial_seed());
        Assert.Same(own, own.manual_seed(1));
    }

    [Fact]
    public void Initial_weights_of_a_linear_layer()
    {
        using var scope = NewDisposeScope();
        var own = Seeded;
        var bound = 1 / Math.Sqrt(3);
        Near([0.4414065182209015, 0.47920528054237366, -0.1352572739124298, 0.5303604602813721, -0.1264995038509369, 0.11650390923023224],
            empty(6).uniform_(-bound, bound, own), 5e-8);
        Near([-0.28108587861061096, 0.3390677869319916], empty(2).uniform_(-bound, bound, own), 5e-8);
    }
}
