using static TorchSharp.torch;

namespace EcramSim.Bench;

/// <summary>The matrix product under the digital layers.</summary>
internal static class GemmFigures
{
    /// <summary>gemm.256, gemm.512, gemm.1024: square products in single precision on one core, and on two.</summary>
    /// <param name="peak">What one core could do at best; asked beside each figure, since a shared machine changes its clock.</param>
    public static IEnumerable<Figure> All(Func<double?> peak)
    {
        foreach (var n in new[] { 256, 512, 1024 })
        {
            yield return Product($"gemm.{n}", n, 1, peak);
            if (Environment.ProcessorCount > 1) yield return Product($"gemm.{n}.2cores", n, 2, () => 2 * peak());
        }
    }

    private static Figure Product(string name, int n, int cores, Func<double?> peak) => new(name, "GFLOP/s", peak, () =>
    {
        set_num_threads(cores);
        var a = rand(n, n);
        var b = rand(n, n);
        return (() => { using var c = matmul(a, b); }, seconds => 2.0 * n * n * n / seconds / 1e9);
    });
}
