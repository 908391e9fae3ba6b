using System.Diagnostics;
using EcramSim.Crossbar.Wires;
using EcramSim.Insertion.Numerics;

namespace EcramSim.Bench;

/// <summary>Node voltages of passive arrays with wires: R log-uniform 10 kΩ–1 MΩ, 1 Ω per segment, node voltages to 1e-10 of the largest input.</summary>
internal static class NodalFigures
{
    private const double Tolerance = 1e-10, Longest = 4;
    private const int Inputs = 16, Runs = 101, Fewest = 5;

    /// <summary>
    /// nodal.N: everything from the conductances on; nodal.N.extra: one more input to the same array, (time of 16 together − time of one)/15, both from the conductances on; all with all node voltages
    /// and powers, written over the results before, as in a loop over arrays. One input and sixteen take turns, so that other work on the machine meets both: the figures are medians over the turns.
    /// Beside them the ratio of the two, and what it is where every result has new arrays, whose pages the system must first provide.
    /// </summary>
    public static IEnumerable<Figure> All()
    {
        foreach (var size in new[] { 128, 256, 512, 1024 })
        {
            var turns = new Lazy<(List<double> First, List<double> All)>(() => Turns(size, isOver: true));
            yield return new Figure($"nodal.{size}", "s", () => null, () => Measurement.Of(turns.Value.First, seconds => seconds));
            yield return new Figure($"nodal.{size}.extra", "s", () => null, () =>
            {
                var (first, all) = turns.Value;
                return new Measurement(Extra(first, all), (all.Min() - first.Min()) / (Inputs - 1), FormattableString.Invariant($" {Ratio(turns.Value):F2} of the first, {Ratio(Turns(size, isOver: false)):F2} with new arrays"));
            });
        }
    }

    private static double Extra(List<double> first, List<double> all) => Median(first.Zip(all, (one, many) => (many - one) / (Inputs - 1)));

    private static double Ratio((List<double> First, List<double> All) turns) => Extra(turns.First, turns.All) / Median(turns.First);

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }

    private static (List<double> First, List<double> All) Turns(int size, bool isOver)
    {
        var random = new RandomStream(1, "bench/nodal");
        var g = new double[size * size];
        for (var k = 0; k < g.Length; k++) g[k] = Math.Pow(10, -4 - 2 * random.NextDouble());
        random = new RandomStream(2, "bench/nodal/inputs");
        double[][] inputs = [.. Enumerable.Range(0, Inputs).Select(_ => Voltages(size, random))];
        NodalSolution? one = null;
        NodalSolution[]? many = null;
        void First()
        {
            var solution = new NodalSolver(new Wiring(1, 1), size, size, g).Solve(inputs[0], [], Tolerance, one);
            if (isOver) one = solution;
        }
        void All()
        {
            var solutions = new NodalSolver(new Wiring(1, 1), size, size, g).SolveAll(inputs, null, Tolerance, many);
            if (isOver) many = solutions;
        }
        var (first, all) = (new List<double>(), new List<double>());
        First();
        All();
        var time = Stopwatch.StartNew();
        while (first.Count < Fewest || (first.Count < Runs && time.Elapsed.TotalSeconds < Longest))
        {
            first.Add(Seconds(First));
            all.Add(Seconds(All));
        }
        return (first, all);
    }

    private static double Seconds(Action work)
    {
        var watch = Stopwatch.StartNew();
        work();
        return watch.Elapsed.TotalSeconds;
    }

    private static double[] Voltages(int size, RandomStream random)
    {
        var v = new double[size];
        for (var k = 0; k < size; k++) v[k] = random.NextDouble();
        return v;
    }
}
