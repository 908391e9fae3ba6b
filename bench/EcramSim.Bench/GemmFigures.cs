using static TorchSharp.torch;

namespace EcramSim.Bench;

/// <summary>The matrix product under the digital layers.</summary>
internal static class GemmFigures
{
    /// <summary>gemm.512: 512 × 512 × 512 in single precision.</summary>
    public static IEnumerable<Figure> All(Func<double?> peak)
    {
        yield return new Figure("gemm.512", "GFLOP/s", peak, () =>
        {
            var a = rand(512, 512);
            var b = rand(512, 512);
            return (() => { using var c = matmul(a, b); }, seconds => 2.0 * 512 * 512 * 512 / seconds / 1e9);
        });
    }
}
