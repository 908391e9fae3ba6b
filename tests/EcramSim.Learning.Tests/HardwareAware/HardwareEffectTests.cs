using EcramSim.Crossbar;
using EcramSim.Insertion.Models;
using EcramSim.Insertion.Numerics;
using EcramSim.Learning.Algorithms;
using EcramSim.Learning.HardwareAware;
using EcramSim.Learning.Layers;
using TorchSharp;
using static EcramSim.Learning.Tests.RandomTensors;
using static TorchSharp.torch;

namespace EcramSim.Learning.Tests.HardwareAware;

/// <summary>Every effect: what it does to weights, that it acts in training alone, straight through, and that none of it is plain training.</summary>
public sealed class HardwareEffectTests
{
    public static TheoryData<string> Names => [.. HardwareEffects.Names];

    private static IHardwareEffect[] Examples(string name) => [.. Catalogue<IHardwareEffect>.Examples.Where(e => e.Name == name).Select(e => e.Law)];

    [Theory, MemberData(nameof(Names))]
    public void It_acts_in_training_alone_with_a_fresh_draw_per_step_and_clean_weights_beneath(string name)
    {
        using var scope = NewDisposeScope();
        foreach (var effect in Examples(name))
        {
            var clean = Linear("w", 12, 8);
            var layer = new AnalogLinear(clean, "layer", AnalogOptions.Exact with { Effects = [effect] });
            var x = Uniform("x", 5, 12);
            var expected = Values(clean.call(x).detach());
            layer.eval();
            Assert.True(Distance(expected, Values(layer.call(x).detach())) < 1e-6);
            layer.train();
            var first = Values(layer.call(x).detach());
            Assert.True(Distance(expected, first) > 1e-4, $"{effect} changes nothing");
            Assert.Equal(first, Values(layer.call(x).detach()));
            layer.DropUpdates();
            var second = Values(layer.call(x).detach());
            if (effect is WeightLevels or WeightClip or WireDrop) Assert.Equal(first, second);
            else Assert.NotEqual(first, second);
            Assert.Equal(Values(clean.weight!), layer.Weights());
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void The_gradient_goes_through_the_disturbed_weights_and_straight_to_the_clean_ones(string name)
    {
        using var scope = NewDisposeScope();
        foreach (var effect in Examples(name))
        {
            var layer = new AnalogLinear(Linear("w", 12, 8, bias: false), "layer", AnalogOptions.Exact with { Effects = [effect] });
            var before = layer.Weights();
            var x = Uniform("x", 1, 12).requires_grad_();
            var d = Uniform("d", 1, 8);
            (layer.call(x) * d).sum().backward();
            // The row of weights that the backward read saw is what forward reads of unit vectors see.
            using (no_grad())
            {
                var seen = layer.call(eye(12));
                AssertClose(d.mm(seen.t()), x.grad!, effect is WireDrop ? 2e-3 : 1e-5);
            }
            layer.Update(0.1);
            var stepped = before.Zip(Values((d.t().mm(x.detach()) * 0.1f)), (w, g) => w - g).ToArray();
            if (effect.Stays) effect.Disturb(new WeightDraw(stepped, 8, 12, new RandomStream(1, "")));
            Assert.True(Distance(stepped, layer.Weights()) < 1e-6);
        }
    }

    [Fact]
    public void No_effect_is_plain_training_bit_for_bit_and_none_shifts_the_numbers_of_another()
    {
        IHardwareEffect[] nothing = [new WeightNoise(0), new RelativeNoise(0), new WrittenError(0, 0), new DropConnect(0), new WeightLevels(null), new WeightClip(null, null), new WireDrop(0, 0, 1e-5, 1e-5)];
        Assert.Equal(HardwareEffects.Names.Order(StringComparer.Ordinal), nothing.Select(HardwareEffects.NameOf).Order(StringComparer.Ordinal));
        Assert.All(nothing, e => Assert.True(e.IsNone));
        Assert.Equal(Trained([]), Trained(nothing));
        Assert.Equal(Trained([new WeightNoise(0.1)]), Trained([new DropConnect(0), new WeightNoise(0.1)]));
        Assert.NotEqual(Trained([]), Trained([new WeightNoise(0.1)]));
    }

    [Fact]
    public void Spread_of_noise_and_of_errors_is_as_their_law_says()
    {
        var weights = Enumerable.Range(0, 400_000).Select(i => i % 2 == 0 ? 0.5f : -1f).ToArray();
        double[] Spread(IHardwareEffect effect)
        {
            var disturbed = (float[])weights.Clone();
            effect.Disturb(new WeightDraw(disturbed, 400, 1000, new RandomStream(3, "test")));
            return [.. new[] { 0.5f, -1f }.Select(w => Math.Sqrt(disturbed.Where((_, i) => weights[i] == w).Average(v => Math.Pow(v - w, 2))))];
        }
        // 200 000 draws: 0.16 % standard error of a standard deviation, 0.25 % where half is cut; 1.2 % is five of those.
        AssertSpread([0.1, 0.1], Spread(new WeightNoise(0.1)));
        AssertSpread([0.05, 0.1], Spread(new RelativeNoise(0.1)));
        // At the end of the window half of the errors are cut: the rest has mean square σ²/2.
        AssertSpread([0.03, 0.04 / Math.Sqrt(2)], Spread(new WrittenError(0.02, 0.02)));
        // 0 with p, else w/(1 − p): variance w² p/(1 − p).
        AssertSpread([0.5 / 3, 1.0 / 3], Spread(new DropConnect(0.1)));

        static void AssertSpread(double[] expected, double[] actual) => Assert.All(expected.Zip(actual), p => Assert.InRange(p.Second, 0.988 * p.First, 1.012 * p.First));
    }

    [Fact]
    public void Levels_and_limits_are_exact()
    {
        float[] Of(IHardwareEffect effect, params float[] weights)
        {
            effect.Disturb(new WeightDraw(weights, 1, weights.Length, new RandomStream(1, "")));
            return weights;
        }
        Assert.Equal([-1f, -0.33333334f, 0f, 0.33333334f, 0.6666667f, 1f], Of(new WeightLevels(3), -1f, -0.2f, 0.16f, 0.17f, 0.6f, 1f));
        Assert.Equal([-0.5f, 0.25f, 0.5f], Of(new WeightClip(0.5, null), -2f, 0.25f, 1f));
        // Root mean square of {0.6, −0.8, 0, 0} is 0.5.
        Assert.Equal([0.5f, -0.5f, 0f, 0f], Of(new WeightClip(null, 1), 0.6f, -0.8f, 0f, 0f));
    }

    [Fact]
    public void Wires_in_training_read_what_an_array_with_wires_reads()
    {
        using var scope = NewDisposeScope();
        var drop = new WireDrop(4, 3, 1e-5, 0.8e-5, 1e-10);
        var linear = Linear("w", 20, 10);
        var layer = new AnalogLinear(linear, "layer", AnalogOptions.Exact with { Effects = [drop] });
        var wired = new AnalogLinear(linear, "layer", AnalogOptions.Exact with { Array = drop.Through(ArrayOptions.Exact) });
        AssertClose(wired.call(Uniform("x", 3, 20)).detach(), layer.call(Uniform("x", 3, 20)).detach(), 1e-6);
        // A looser tolerance stays within it: node voltages relative to the largest input, times the conductances of a line.
        var loose = new AnalogLinear(linear, "layer", AnalogOptions.Exact with { Effects = [drop with { Tolerance = 1e-4 }] });
        AssertClose(wired.call(Uniform("x", 3, 20)).detach(), loose.call(Uniform("x", 3, 20)).detach(), 2 * 1e-4 * 20 * (1e-5 + 0.8e-5) / 0.8e-5 * 0.3);
    }

    [Fact]
    public void They_are_spelled_on_the_command_line_as_in_files()
    {
        Assert.Equal(new WeightNoise(0.05), HardwareEffects.Of("weight-noise:sigma=0.05"));
        var drop = Assert.IsType<WireDrop>(HardwareEffects.Of("ir-drop:word_resistance=2 ohm,bit_resistance=1 ohm,centre_conductance=10 uS,half_window_conductance=5 uS"));
        Assert.Equal((2, 1, WireDrop.DefaultTolerance), (drop.WordResistance, drop.BitResistance, drop.Tolerance));
        Assert.Equal(1e-5, drop.Centre, 1e-12);
        Assert.Equal(5e-6, drop.HalfWindow, 1e-12);
        Assert.Equal(new WeightClip(null, 2.5), HardwareEffects.Of("clip:sigmas=2.5"));
        Assert.Equal(new WeightLevels(null), HardwareEffects.Of("weight-levels:bits=none"));
        foreach (var (wrong, message) in new[]
        {
            ("weight-nois:sigma=1", "did you mean 'weight-noise'?"), ("weight-noise:sigam=1", "sigma: is missing (there is an unknown key 'sigam')"), ("weight-noise:sigma", "not of the form key=value"),
            ("weight-noise:sigma=-1", "outside the allowed range [0, 10]"), ("drop-connect:probability=1", "outside the allowed range [0, 1)"), ("weight-noise:sigma=1,sigma=2", "names sigma twice"),
            ("weight-noise:sigma=1,x=2", "unknown key 'x'"),
        })
            Assert.Contains(message, Assert.Throws<InputException>(() => HardwareEffects.Of(wrong)).Message, StringComparison.Ordinal);
        var error = Assert.Throws<InputException>(() => new AnalogLinear(Linear("w", 2, 2), "layer", new AnalogOptions(TestDevices.Constant(0.01), ArrayOptions.Exact, 1) { Scaling = WeightScaling.None, Effects = [new WeightNoise(0.1)] }));
        Assert.Contains("train on 'exact' or 'ideal'", error.Message, StringComparison.Ordinal);
    }

    private static float[] Trained(IHardwareEffect[] effects)
    {
        using var scope = NewDisposeScope();
        var noisy = ArrayOptions.Exact with { DacBits = 7, AdcBits = 9, AdcBound = 12, OutputNoise = 0.06 };
        var model = Analog.Convert(nn.Sequential(("a", Linear("a", 6, 5)), ("t", nn.Tanh()), ("b", Linear("b", 5, 3))), new AnalogOptions(null, noisy, 1) { Effects = effects });
        using var optimizer = new AnalogSGD(model, 0.1);
        for (var step = 0; step < 5; step++)
        {
            optimizer.zero_grad();
            nn.functional.cross_entropy(model.call(Uniform($"x{step}", 4, 6)), zeros(4, ScalarType.Int64)).backward();
            optimizer.step();
        }
        return [.. Analog.Layers(model).SelectMany(l => l.Weights())];
    }

    private static double Distance(float[] a, float[] b) => a.Zip(b).Max(p => Math.Abs(p.First - p.Second));
}
