using EcramSim.Ecram.Laws;
using EcramSim.Ecram.Response;

namespace EcramSim.Crossbar.Tests;

/// <summary>Laws that the tests of tiles run over, by name.</summary>
internal static class Laws
{
    public static readonly PulseSpread Spread = new(0.3, 0.05, 0.1, 0.3);

    public static IEnumerable<string> Names => ["constant", "constant-quiet", "linear", "linear-additive", "soft", "table", "exponential", "power", "piecewise", "label"];

    public static IPulseLaw Of(string name, PulseSpread? spread = null)
    {
        var s = spread ?? PulseSpread.None;
        return name switch
        {
            "constant" => new ConstantStep(0.004, -0.6, 0.6, 0.3, s),
            "constant-quiet" => new ConstantStep(0.004, -0.6, 0.6, 0, s),
            "linear" => new LinearStep(0.004, -0.8, 1.2, 0.4, 0.7, 0.5, true, s),
            "linear-additive" => new LinearStep(0.004, -0.8, 1.2, 0.4, 0.7, 0.5, false, s),
            "soft" => new SoftBounds(0.004, -0.6, 0.6, 0.3, s),
            "table" => new TableStep(Table(), s),
            "exponential" => new ExponentialStep(0.004, -0.6, 0.6, -0.3, 0.2, -1.5, 1.2, 0.3, s, 0.2),
            "power" => new PowerStep(0.008, -0.6, 0.6, 1.6, 0.7, 0.3, s),
            "piecewise" => new PiecewiseStep([0.005, 0.004, 0.004, 0.002], [-0.001, -0.003, -0.004, -0.006], -0.6, 0.6, 0.3, s),
            "label" => new LabelStep(1.5, -0.8, 250, 300, -0.6, 0.6, 0.3, s),
            _ => throw new ArgumentOutOfRangeException(nameof(name)),
        };
    }

    private static PulseTable Table()
    {
        double[] w = [.. Enumerable.Range(0, 33).Select(i => -1.25 + 2.5 * i / 32)];
        return new PulseTable(-1.25, 1.25, [.. w.Select(v => 0.004 * Math.Exp(-v))], [.. w.Select(v => -0.004 * Math.Exp(v))],
            [.. w.Select(_ => 0.001)], [.. w.Select(v => 0.001 + 0.0004 * v)]);
    }
}
