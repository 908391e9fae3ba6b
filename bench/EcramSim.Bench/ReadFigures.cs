using EcramSim.Crossbar.Tiles;
using EcramSim.Insertion.Numerics;

namespace EcramSim.Bench;

/// <summary>Noisy reads with converters: GFLOP/s of the matrix product in them, or µs per vector for the small tiles.</summary>
internal static class ReadFigures
{
    private const int Vectors = 16;

    /// <summary>read.N.b1, read.RxC.</summary>
    public static IEnumerable<Figure> All(Func<double?> peak)
    {
        foreach (var size in new[] { 256, 1024 })
            yield return new Figure($"read.{size}.b1", "GFLOP/s", peak, () => (Run(size, size), seconds => 2.0 * size * size / seconds / 1e9));
        foreach (var (rows, columns) in new[] { (36, 65), (10, 37) })
            yield return new Figure($"read.{rows}x{columns}.b1", "us", () => null, () => (Run(rows, columns), seconds => seconds * 1e6));
    }

    private static Action Run(int rows, int columns)
    {
        var random = new RandomStream(1, "bench/read");
        var tile = Tile.Create(Workload.Law("constant"), rows, columns, Workload.Usual79, 1, "bench");
        tile.SetWeights(Workload.Weights(rows, columns, random), clip: true);
        var x = Workload.Uniform(Vectors * columns, random);
        var y = new float[Vectors * rows];
        var call = 0;
        return () =>
        {
            var b = call++ % Vectors;
            tile.Forward(x.AsSpan(b * columns, columns), y.AsSpan(b * rows, rows), 1);
        };
    }
}
