using EcramSim.Crossbar.Tiles;
using EcramSim.Insertion.Numerics;

namespace EcramSim.Bench;

/// <summary>Noisy reads with converters: GFLOP/s of the matrix product in them, or µs per vector for the small tiles.</summary>
internal static class ReadFigures
{
    private const int Vectors = 16;

    /// <summary>read.N.bB with B vectors at a time, on one core and two; read.512.bB.back, the transposed read; read.RxC.b1.</summary>
    public static IEnumerable<Figure> All()
    {
        foreach (var (size, batch) in new[] { (256, 1), (512, 1), (1024, 1), (2048, 1), (256, 64), (512, 64), (1024, 64) })
            foreach (var cores in new[] { 1, 2 })
                yield return Figure.Repeated($"read.{size}.b{batch}{(cores == 1 ? "" : $".{cores}cores")}", "GFLOP/s", () => cores * MachineLimits.FusedMultiplyAdd(), () =>
                    (Run(size, size, batch, cores), seconds => 2.0 * size * size * batch / seconds / 1e9));
        foreach (var batch in new[] { 1, 64 })
            yield return Figure.Repeated($"read.512.b{batch}.back", "GFLOP/s", () => MachineLimits.FusedMultiplyAdd(), () => (Run(512, 512, batch, 1, back: true), seconds => 2.0 * 512 * 512 * batch / seconds / 1e9));
        foreach (var (rows, columns) in new[] { (36, 65), (10, 37) })
            yield return Figure.Repeated($"read.{rows}x{columns}.b1", "us", () => null, () => (Run(rows, columns, 1, 1), seconds => seconds * 1e6));
    }

    private static Action Run(int rows, int columns, int batch, int cores, bool back = false)
    {
        var random = new RandomStream(1, "bench/read");
        var tile = Tile.Create(Workload.Law("constant"), rows, columns, Workload.Usual79, 1, "bench", threads: cores);
        tile.SetWeights(Workload.Weights(rows, columns, random), clip: true);
        var vectors = Math.Max(Vectors, batch);
        var x = Workload.Uniform(vectors * columns, random);
        var y = new float[vectors * rows];
        var call = 0;
        return () =>
        {
            var b = call++ % (vectors / batch) * batch;
            var inputs = x.AsSpan(b * columns, batch * columns);
            var outputs = y.AsSpan(b * rows, batch * rows);
            if (back) tile.Backward(inputs, outputs, batch);
            else tile.Forward(inputs, outputs, batch);
        };
    }
}
