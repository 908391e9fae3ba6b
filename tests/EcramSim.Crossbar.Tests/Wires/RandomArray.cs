using EcramSim.Insertion.Numerics;

namespace EcramSim.Crossbar.Tests.Wires;

/// <summary>Conductances and voltages at random.</summary>
internal static class RandomArray
{
    /// <summary>Log-uniform resistances.</summary>
    public static double[] Conductances(int count, RandomStream random, double lowest = 1e4, double highest = 1e6)
    {
        var g = new double[count];
        for (var k = 0; k < count; k++) g[k] = 1 / (lowest * Math.Pow(highest / lowest, random.NextDouble()));
        return g;
    }

    /// <summary>Uniform in 0 … 1 V.</summary>
    public static double[] Voltages(int count, RandomStream random)
    {
        var v = new double[count];
        for (var k = 0; k < count; k++) v[k] = random.NextDouble();
        return v;
    }
}
