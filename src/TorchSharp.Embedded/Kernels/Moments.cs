using System.Numerics;
using System.Runtime.Intrinsics;

namespace TorchSharp.Kernels;

/// <summary>Sums over neighbours, in double whatever the elements, in an order that depends on their number alone.</summary>
internal static unsafe class Moments
{
    internal static double Sum<T>(T* x, long n) where T : unmanaged, INumber<T>
    {
        if (typeof(T) == typeof(float)) return Reduction.SumOf((float*)x, n);
        double sum = 0;
        for (long i = 0; i < n; i++) sum += double.CreateTruncating(x[i]);
        return sum;
    }

    /// <summary>Σ (x − origin)².</summary>
    internal static double Squares<T>(T* x, long n, double origin) where T : unmanaged, INumber<T> => Products(x, origin, x, origin, n);

    /// <summary>Σ (a − first)·(b − second).</summary>
    internal static double Products<T>(T* a, double first, T* b, double second, long n) where T : unmanaged, INumber<T>
    {
        double sum = 0;
        long i = 0;
        if (typeof(T) == typeof(float))
        {
            Vector256<double> s0 = default, s1 = default, u = Vector256.Create(first), v = Vector256.Create(second);
            for (; i + 8 <= n; i += 8)
            {
                var (a0, a1) = Vector256.Widen(Vector256.Load((float*)a + i));
                var (b0, b1) = Vector256.Widen(Vector256.Load((float*)b + i));
                s0 += (a0 - u) * (b0 - v);
                s1 += (a1 - u) * (b1 - v);
            }
            s0 += s1;
            sum = s0.GetElement(0) + s0.GetElement(1) + (s0.GetElement(2) + s0.GetElement(3));
        }
        for (; i < n; i++) sum += (double.CreateTruncating(a[i]) - first) * (double.CreateTruncating(b[i]) - second);
        return sum;
    }

    /// <summary>y = a·(x − origin) + b·(z − origin of z) + c, rounded once at the end; the coefficients are those of one channel.</summary>
    internal static void Combine<T>(T* y, long n, double a, T* x, double originX, double b, T* z, double originZ, double c) where T : unmanaged, INumber<T>
    {
        long i = 0;
        if (typeof(T) == typeof(float))
        {
            Vector256<double> va = Vector256.Create(a), vb = Vector256.Create(b), vc = Vector256.Create(c), u = Vector256.Create(originX), v = Vector256.Create(originZ);
            for (; i + 8 <= n; i += 8)
            {
                var (x0, x1) = Vector256.Widen(Vector256.Load((float*)x + i));
                var y0 = va * (x0 - u) + vc;
                var y1 = va * (x1 - u) + vc;
                if (b != 0)
                {
                    var (z0, z1) = Vector256.Widen(Vector256.Load((float*)z + i));
                    y0 += vb * (z0 - v);
                    y1 += vb * (z1 - v);
                }
                Vector256.Narrow(y0, y1).Store((float*)y + i);
            }
        }
        for (; i < n; i++)
        {
            var value = a * (double.CreateTruncating(x[i]) - originX) + c;
            if (b != 0) value += b * (double.CreateTruncating(z[i]) - originZ);
            y[i] = T.CreateTruncating(value);
        }
    }
}
