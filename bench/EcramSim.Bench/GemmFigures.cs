using static TorchSharp.torch;

namespace EcramSim.Bench;

/// <summary>The matrix product under the digital layers.</summary>
internal static class GemmFigures
{
    /// <summary>gemm.256, gemm.512, gemm.1024: square products in single precision on one core, and on two.</summary>
    public static IEnumerable<Figure> All()
    {
        foreach (var n in new[] { 256, 512, 1024 })
        {
            yield return Product($"gemm.{n}", n, 1);
            if (Environment.ProcessorCount > 1) yield return Product($"gemm.{n}.2cores", n, 2);
        }
    }

    private static Figure Product(string name, int n, int cores) => Figure.Repeated(name, "GFLOP/s", () => cores * MachineLimits.FusedMultiplyAdd(), () =>
    {
        set_num_threads(cores);
        var a = rand(n, n);
        var b = rand(n, n);
        return (() => { using var c = matmul(a, b); }, seconds => 2.0 * n * n * n / seconds / 1e9);
    });
}
