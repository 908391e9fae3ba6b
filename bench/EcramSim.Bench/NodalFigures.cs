using System.Diagnostics;
using EcramSim.Crossbar.Wires;
using EcramSim.Insertion.Numerics;

namespace EcramSim.Bench;

/// <summary>Node voltages of passive arrays with wires, ms: R log-uniform 10 kΩ–1 MΩ, 1 Ω per segment, node voltages to 1e-10 of the largest input.</summary>
internal static class NodalFigures
{
    private const double Tolerance = 1e-10;
    private const int Inputs = 16;

    /// <summary>nodal.N: everything from the conductances on; nodal.N.extra: one more input to the same array, (time of 16 together − time of one)/15, both from the conductances on; all with all node voltages and powers.</summary>
    public static IEnumerable<Figure> All()
    {
        foreach (var size in new[] { 128, 256, 512, 1024 })
        {
            yield return Figure.Repeated($"nodal.{size}", "s", () => null, () => (First(size), seconds => seconds));
            yield return Figure.Repeated($"nodal.{size}.extra", "s", () => null, () => Extra(size));
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

    private static (Action, Func<double, double>) Extra(int size)
    {
        var g = Conductances(size);
        var random = new RandomStream(2, "bench/nodal/inputs");
        double[][] inputs = [.. Enumerable.Range(0, Inputs).Select(_ => Voltages(size, random))];
        var first = First(size);
        first();
        var seconds = new double[21];
        for (var k = 0; k < seconds.Length; k++)
        {
            var watch = Stopwatch.StartNew();
            first();
            seconds[k] = watch.Elapsed.TotalSeconds;
        }
        Array.Sort(seconds);
        return (() => new NodalSolver(new Wiring(1, 1), size, size, g).SolveAll(inputs, null, Tolerance), all => (all - seconds[seconds.Length / 2]) / (Inputs - 1));
    }
}
