using EcramSim.Crossbar.Tiles;
using EcramSim.Insertion.Numerics;

namespace EcramSim.Bench;

/// <summary>Pulsed updates, pulse trains included: ns per cell, or µs per update for the small tiles.</summary>
internal static class UpdateFigures
{
    private const int Vectors = 16;

    /// <summary>update.W1.* (31 slots, 7.75 pulses per cell) and update.W2.* (usual management, 0.2 and 0.7 pulses per cell), on one core and, from 512 on, two.</summary>
    public static IEnumerable<Figure> All()
    {
        foreach (var load in new[] { "W1", "W2" })
            foreach (var law in new[] { "constant", "softbounds", "moecram", "physical" })
                foreach (var size in new[] { 256, 512, 1024, 2048 })
                    foreach (var cores in size < 512 ? [1] : new[] { 1, 2 })
                        yield return Figure.Repeated($"update.{load}.{law}.{size}{(cores == 1 ? "" : $".{cores}cores")}", "ns", () => null, () => PerCell(load, law, size, cores));
        foreach (var law in new[] { "exponential", "power", "piecewise", "label" })
            yield return Figure.Repeated($"update.W2.{law}.256", "ns", () => null, () => PerCell("W2", law, 256));
        foreach (var law in new[] { "constant", "softbounds", "moecram", "physical" })
            foreach (var (rows, columns) in new[] { (36, 65), (10, 37) })
                yield return Figure.Repeated($"update.W2.{law}.{rows}x{columns}", "us", () => null, () =>
                {
                    var run = Run("W2", law, rows, columns);
                    return (run, seconds => seconds * 1e6);
                });
    }

    private static (Action, Func<double, double>) PerCell(string load, string law, int size, int cores = 1)
    {
        var run = Run(load, law, size, size, cores);
        return (run, seconds => seconds / ((double)size * size) * 1e9);
    }

    private static Action Run(string load, string law, int rows, int columns, int cores = 1)
    {
        var random = new RandomStream(1, $"bench/{load}");
        var first = load == "W1";
        var options = first ? Workload.Usual79 with { UpdateManagement = false, UpdateLengthManagement = false } : Workload.Usual79;
        var response = Workload.Law(law);
        var tile = Tile.Create(response, rows, columns, options, 1, "bench", threads: cores);
        tile.SetWeights(Workload.Weights(rows, columns, random), clip: true);
        var x = first ? Workload.Uniform(Vectors * columns, random) : Workload.Sparse(Vectors * columns, random);
        var d = first ? Workload.Uniform(Vectors * rows, random) : Workload.Errors(Vectors * rows, random);
        // W1 has probability |x| and |d|: A = B = √(η/(ε·BL)) = 1.
        var rate = first ? options.PulseTrainLength * response.Granularity : 0.01;
        // Signs alternate between rounds, so that weights stay where they are.
        var call = 0;
        return () =>
        {
            var b = call % Vectors;
            var sign = call / Vectors % 2 == 0 ? 1 : -1;
            tile.Update(x.AsSpan(b * columns, columns), d.AsSpan(b * rows, rows), 1, sign * rate);
            call++;
        };
    }
}
