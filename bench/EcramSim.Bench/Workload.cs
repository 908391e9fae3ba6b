using EcramSim.Crossbar;
using EcramSim.Crossbar.Periphery.Management;
using EcramSim.Ecram.Laws;
using EcramSim.Ecram.Response;
using EcramSim.Insertion.Numerics;

namespace EcramSim.Bench;

/// <summary>Devices and vectors of the update workloads.</summary>
internal static class Workload
{
    private static readonly PulseSpread Usual = new(Step: 0.3, UpDown: 0.01, Bounds: 0.3);

    /// <summary>The laws by the name that figures carry.</summary>
    public static IPulseLaw Law(string name) => name switch
    {
        "constant" => new ConstantStep(0.001, -0.6, 0.6, 0.3, Usual),
        "softbounds" => new SoftBounds(0.001, -0.6, 0.6, 0.3, Usual),
        "moecram" => new LinearStep(0.00028214, -0.8286, 1.1714, 0.4152, 0.7342, 2.0, true, new PulseSpread(0.1, 0.01, 0.05, 0.05)),
        "physical" => new TableStep(Table(), new PulseSpread(Step: 0.1, UpDown: 0.01, Bounds: 0.05)),
        "exponential" => new ExponentialStep(0.001, -0.6, 0.6, -0.1, -1, -2.5, -2.5, 0.3, Usual),
        "power" => new PowerStep(0.002, -0.6, 0.6, 1.6, 0.7, 0.3, Usual),
        "piecewise" => new PiecewiseStep([0.0015, 0.001, 0.0008], [-0.0008, -0.001, -0.0015], -0.6, 0.6, 0.3, Usual),
        "label" => new LabelStep(1.5, 0.8, 1000, 1000, -0.6, 0.6, 0.3, Usual),
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };

    /// <summary>Converters and noise of the field's usual array.</summary>
    public static ArrayOptions Usual79 { get; } = new(7, 9, 12, null, 0.06, new AbsMax(), new IterativeHalving(), 31, true, true, 80e-9);

    /// <summary>W1: 31 slots, values uniform in ±1, probability |value|.</summary>
    public static float[] Uniform(int length, RandomStream random) => Fill(length, () => 2 * random.NextDouble() - 1);

    /// <summary>W2 inputs: uniform in 0 … 1, half of them 0.</summary>
    public static float[] Sparse(int length, RandomStream random) => Fill(length, () => random.NextDouble() < 0.5 ? 0 : random.NextDouble());

    /// <summary>W2 errors: 0.1·N(0, 1).</summary>
    public static float[] Errors(int length, RandomStream random) => Fill(length, () => 0.1 * random.NextNormal());

    /// <summary>Weights far from the bounds.</summary>
    public static float[] Weights(int rows, int columns, RandomStream random)
    {
        var width = 1.5 / Math.Sqrt(columns);
        return Fill(rows * columns, () => width * (2 * random.NextDouble() - 1));
    }

    private static float[] Fill(int length, Func<double> next)
    {
        var values = new float[length];
        for (var i = 0; i < length; i++) values[i] = (float)next();
        return values;
    }

    // 256 points of a curve like a compiled cell's.
    private static PulseTable Table()
    {
        double[] w = [.. Enumerable.Range(0, 256).Select(i => -1.25 + 2.5 * i / 255)];
        return new PulseTable(-1.25, 1.25, [.. w.Select(v => 0.001 * Math.Exp(-0.5 * v))], [.. w.Select(v => -0.001 * Math.Exp(0.5 * v))],
            [.. w.Select(_ => 0.0003)], [.. w.Select(_ => 0.0003)]);
    }
}
