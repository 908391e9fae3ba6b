using EcramSim.Crossbar.Wires;
using EcramSim.Insertion.Numerics;

namespace EcramSim.Bench;

/// <summary>Node voltages of passive arrays with wires, ms: R log-uniform 10 kΩ–1 MΩ, 1 Ω per segment, node voltages to 1e-10 of the largest input.</summary>
internal static class NodalFigures
{
    private const double Tolerance = 1e-10;

    /// <summary>nodal.N: everything from the conductances on; nodal.N.extra: one more input to the same array; both with all node voltages and powers.</summary>
    public static IEnumerable<Figure> All()
    {
        foreach (var size in new[] { 128, 256, 512, 1024 })
        {
            yield return new Figure($"nodal.{size}", "ms", () => null, () => (First(size), seconds => 1e3 * seconds));
            yield return new Figure($"nodal.{size}.extra", "ms", () => null, () => (Extra(size), seconds => 1e3 * seconds));
        }
    }

    private static double[] Conductances(int size)
    {
        var random = new RandomStream(1, "bench/nodal");
        var g = new double[size * size];
        for (var k = 0; k < g.Length; k++) g[k] = Math.Pow(10, -4 - 2 * random.NextDouble());
        return g;
    }

    private static double[] Voltages(int size, RandomStream random)
    {
        var v = new double[size];
        for (var k = 0; k < size; k++) v[k] = random.NextDouble();
        return v;
    }

    private static Action First(int size)
    {
        var g = Conductances(size);
        var v = Voltages(size, new RandomStream(2, "bench/nodal/inputs"));
        return () => new NodalSolver(new Wiring(1, 1), size, size, g).Solve(v, [], Tolerance);
    }

    private static Action Extra(int size)
    {
        var solver = new NodalSolver(new Wiring(1, 1), size, size, Conductances(size));
        var random = new RandomStream(2, "bench/nodal/inputs");
        return () => solver.Solve(Voltages(size, random), [], Tolerance);
    }
}
