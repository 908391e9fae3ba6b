using EcramSim.Crossbar;
using EcramSim.Crossbar.Programming;
using EcramSim.Learning.HardwareAware;
using EcramSim.Learning.Layers;
using EcramSim.Learning.Tests.Training;
using EcramSim.Learning.Training;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EcramSim.Learning.Tests.HardwareAware;

/// <summary>
/// What hardware-aware training is for: a network that saw noise, and whose weights were kept near each other, loses less when they are programmed with errors. Noise in proportion to the
/// largest weight does not help by itself here: what costs is a few large weights that set the window for all others (docs/physics.md).
/// </summary>
public sealed class ProgrammedAccuracyTests
{
    private const int Programmings = 3;
    private static readonly ulong[] Seeds = [1, 2, 3];

    /// <summary>Errors of 15 % of the largest weight, seeds 1–3, three programmings each, on the test digits. Measured: 96 % falls to 86–89 %, or to 94–95 %.</summary>
    [Fact]
    public void A_network_trained_with_noise_loses_less_when_programmed_with_errors()
    {
        var (plain, aware) = (Seeds.Select(s => Trained(s, [])).ToArray(), Seeds.Select(s => Trained(s, [new WeightClip(null, 2), new WeightNoise(0.15)])).ToArray());
        var losses = plain.Zip(aware).Select(p => (Plain: p.First.Clean - p.First.Programmed, Aware: p.Second.Clean - p.Second.Programmed)).ToArray();
        var report = string.Join("; ", plain.Zip(aware).Select(p => FormattableString.Invariant($"plain {p.First.Clean:P1} → {p.First.Programmed:P1}, aware {p.Second.Clean:P1} → {p.Second.Programmed:P1}")));
        // Every seed, and by a real margin in the mean.
        Assert.True(losses.All(l => l.Aware < l.Plain), report);
        Assert.True(losses.Average(l => l.Aware) < 0.5 * losses.Average(l => l.Plain), report);
        Assert.True(aware.Average(r => r.Programmed) > plain.Average(r => r.Programmed) + 0.03, report);
    }

    private static (double Clean, double Programmed) Trained(ulong seed, IReadOnlyList<IHardwareEffect> effects)
    {
        var plan = TestPlans.Of(Hardware.Exact, seed) with { Epochs = 5, Effects = effects };
        var result = Trainer.Run(plan);
        using var scope = NewDisposeScope();
        double Programmed(ulong draw, ProgrammingError? error)
        {
            var layers = result.Weights.Select(w => nn.Linear(new Parameter(tensor(w.Weight, [w.Outputs, w.Inputs])), new Parameter(tensor(w.Bias, [w.Outputs])))).ToArray();
            // The largest weight of each layer at the end of the window, as weights that are programmed once.
            var model = Analog.Convert(nn.Sequential(("layer1", layers[0]), ("activation1", nn.Tanh()), ("layer2", layers[1])),
                new AnalogOptions(null, ArrayOptions.Exact with { ProgrammingError = error }, draw) { Scaling = WeightScaling.Omega(1) });
            return Classification.Accuracy(model, plan.Data.Test)!.Value;
        }
        return (Programmed(0, null), Enumerable.Range(1, Programmings).Average(p => Programmed((ulong)p, new ProgrammingError(0.15, 0))));
    }
}
