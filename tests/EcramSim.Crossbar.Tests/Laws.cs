using EcramSim.Ecram.Laws;
using EcramSim.Ecram.Response;
using EcramSim.Insertion.Models;

namespace EcramSim.Crossbar.Tests;

/// <summary>Laws that the tests of tiles run over, by name.</summary>
internal static class Laws
{
    public static readonly PulseSpread Spread = new(0.3, 0.05, 0.1, 0.3);

    // Every law of the catalogue by its examples ("soft-bounds", "constant-step", "constant-step-2", …).
    private static readonly Lazy<SortedDictionary<string, IPulseLaw>> Examples = new(() =>
    {
        var all = new SortedDictionary<string, IPulseLaw>(StringComparer.Ordinal);
        foreach (var (name, law) in Catalogue<IPulseLaw>.Examples)
        {
            var key = name;
            for (var n = 2; all.ContainsKey(key); n++) key = $"{name}-{n}";
            all.Add(key, law);
        }
        return all;
    });

    public static IEnumerable<string> Names => Examples.Value.Keys;

    /// <summary>An example of the catalogue, or "constant", "linear" or "table" with small steps; with a spread where one is given.</summary>
    public static IPulseLaw Of(string name, PulseSpread? spread = null) => name switch
    {
        "constant" => new ConstantStep(0.004, -0.6, 0.6, 0.3, spread ?? PulseSpread.None),
        "linear" => new LinearStep(0.004, -0.8, 1.2, 0.4, 0.7, 0.5, true, spread ?? PulseSpread.None),
        "table" => new TableStep(Table(), spread ?? PulseSpread.None),
        _ => spread is null ? Examples.Value[name] : Spreading<ConstantStep>.Of(Examples.Value[name], spread),
    };

    private static PulseTable Table()
    {
        double[] w = [.. Enumerable.Range(0, 33).Select(i => -1.25 + 2.5 * i / 32)];
        return new PulseTable(-1.25, 1.25, [.. w.Select(v => 0.004 * Math.Exp(-v))], [.. w.Select(v => -0.004 * Math.Exp(v))],
            [.. w.Select(_ => 0.001)], [.. w.Select(v => 0.001 + 0.0004 * v)]);
    }
}
