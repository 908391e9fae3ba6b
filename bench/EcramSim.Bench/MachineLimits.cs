using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace EcramSim.Bench;

/// <summary>What one core of this machine does at best, measured in the same run.</summary>
internal static class MachineLimits
{
    /// <summary>Fused multiply-adds on ten independent vectors of the widest kind that is fast here: GFLOP/s.</summary>
    public static double FusedMultiplyAdd()
    {
        var best = 0.0;
        var lanes = Vector512.IsHardwareAccelerated ? 16 : 8;
        for (var k = 0; k < 15; k++)
        {
            const int n = 400_000;
            var watch = Stopwatch.StartNew();
            Sink = Vector512.IsHardwareAccelerated ? WideChains(n) : Chains(n);
            best = Math.Max(best, 10.0 * 2 * lanes * n / watch.Elapsed.TotalSeconds / 1e9);
        }
        return best;
    }

    /// <summary>Reading 64 MiB: GB/s.</summary>
    public static double MemoryRead()
    {
        var data = new float[1 << 24];
        Array.Fill(data, 1f);
        var best = 0.0;
        for (var k = 0; k < 7; k++)
        {
            var watch = Stopwatch.StartNew();
            var (a, b) = (Vector256<float>.Zero, Vector256<float>.Zero);
            for (var i = 0; i < data.Length; i += 16)
            {
                a += Vector256.LoadUnsafe(ref data[i]);
                b += Vector256.LoadUnsafe(ref data[i + 8]);
            }
            Sink = (a + b).ToScalar();
            best = Math.Max(best, 4.0 * data.Length / watch.Elapsed.TotalSeconds / 1e9);
        }
        return best;
    }

    /// <summary>Keeps results alive.</summary>
    public static float Sink { get; set; }

    // Inlined into its caller or compiled in stages, the chains spill and measure the wrong thing.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static float Chains(int n)
    {
        var m = Vector256.Create(0.9999999f);
        var c = Vector256.Create(1e-7f);
        var (a0, a1, a2, a3, a4) = (m, m, m, m, m);
        var (a5, a6, a7, a8, a9) = (c, c, c, c, c);
        for (var i = 0; i < n; i++)
        {
            a0 = Vector256.FusedMultiplyAdd(a0, m, c);
            a1 = Vector256.FusedMultiplyAdd(a1, m, c);
            a2 = Vector256.FusedMultiplyAdd(a2, m, c);
            a3 = Vector256.FusedMultiplyAdd(a3, m, c);
            a4 = Vector256.FusedMultiplyAdd(a4, m, c);
            a5 = Vector256.FusedMultiplyAdd(a5, m, c);
            a6 = Vector256.FusedMultiplyAdd(a6, m, c);
            a7 = Vector256.FusedMultiplyAdd(a7, m, c);
            a8 = Vector256.FusedMultiplyAdd(a8, m, c);
            a9 = Vector256.FusedMultiplyAdd(a9, m, c);
        }
        return (a0 + a1 + a2 + a3 + a4 + a5 + a6 + a7 + a8 + a9).ToScalar();
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static float WideChains(int n)
    {
        var m = Vector512.Create(0.9999999f);
        var c = Vector512.Create(1e-7f);
        var (a0, a1, a2, a3, a4) = (m, m, m, m, m);
        var (a5, a6, a7, a8, a9) = (c, c, c, c, c);
        for (var i = 0; i < n; i++)
        {
            a0 = Vector512.FusedMultiplyAdd(a0, m, c);
            a1 = Vector512.FusedMultiplyAdd(a1, m, c);
            a2 = Vector512.FusedMultiplyAdd(a2, m, c);
            a3 = Vector512.FusedMultiplyAdd(a3, m, c);
            a4 = Vector512.FusedMultiplyAdd(a4, m, c);
            a5 = Vector512.FusedMultiplyAdd(a5, m, c);
            a6 = Vector512.FusedMultiplyAdd(a6, m, c);
            a7 = Vector512.FusedMultiplyAdd(a7, m, c);
            a8 = Vector512.FusedMultiplyAdd(a8, m, c);
            a9 = Vector512.FusedMultiplyAdd(a9, m, c);
        }
        return (a0 + a1 + a2 + a3 + a4 + a5 + a6 + a7 + a8 + a9).ToScalar();
    }
}
