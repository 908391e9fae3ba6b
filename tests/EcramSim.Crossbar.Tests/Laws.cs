using EcramSim.Ecram.Laws;
using EcramSim.Ecram.Response;

namespace EcramSim.Crossbar.Tests;

/// <summary>Laws that the tests of tiles run over, by name.</summary>
internal static class Laws
{
    public static readonly PulseSpread Spread = new(0.3, 0.05, 0.1, 0.3);

    public static IEnumerable<string> Names => ["constant", "constant-quiet", "linear", "linear-additive", "soft", "table"];

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
