using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace TorchSharp.Kernels;

/// <summary>Special functions that the framework lacks, and the two activations that every network runs.</summary>
internal static class Special
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<float> Sigmoid(Vector256<float> x) =>
        Vector256.Create(1f) / (Vector256.Create(1f) + Vector256.Exp(-x));

    /// <summary>Near zero an odd polynomial (1 - e^-2x would cancel), elsewhere (1 - e)/(1 + e) with e = exp(-2|x|).</summary>
    internal static Vector256<float> Tanh(Vector256<float> x)
    {
        var a = Vector256.Abs(x);
        var z = x * x;
        var p = Vector256.Create(-5.70498872745e-3f);
        p = p * z + Vector256.Create(2.06390887954e-2f);
        p = p * z - Vector256.Create(5.37397155531e-2f);
        p = p * z + Vector256.Create(1.33314422036e-1f);
        p = p * z - Vector256.Create(3.33332819422e-1f);
        var small = p * z * x + x;
        var e = Vector256.Exp(a * Vector256.Create(-2f));
        var large = (Vector256.Create(1f) - e) / (Vector256.Create(1f) + e);
        large = Vector256.ConditionalSelect(Vector256.LessThan(x, Vector256<float>.Zero), -large, large);
        return Vector256.ConditionalSelect(Vector256.LessThan(a, Vector256.Create(0.625f)), small, large);
    }

    internal static double Log1p(double x)
    {
        var u = 1 + x;
        return u == 1 ? x : Math.Log(u) * x / (u - 1);
    }

    /// <summary>Error function: Taylor series below 2.5, continued fraction of the complement above; about 1e-15.</summary>
    internal static double Erf(double x)
    {
        var a = Math.Abs(x);
        if (double.IsNaN(x)) return x;
        if (a > 6) return Math.Sign(x);
        double result;
        if (a < 2.5)
        {
            double term = a, sum = a;
            for (var n = 1; n < 100 && Math.Abs(term) > 1e-17 * Math.Abs(sum); n++)
            {
                term *= -a * a / n;
                sum += term / (2 * n + 1);
            }
            result = sum * 1.1283791670955126;
        }
        else
        {
            double f = a;
            for (var k = 60; k > 0; k--) f = a + k / 2.0 / f;
            result = 1 - Math.Exp(-a * a) / (f * 1.7724538509055160);
        }
        return x < 0 ? -result : result;
    }
}
