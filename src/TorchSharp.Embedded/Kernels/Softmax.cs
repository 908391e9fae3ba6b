using System.Runtime.Intrinsics;

namespace TorchSharp.Kernels;

using static torch;

/// <summary>Softmax and its logarithm along the last dimension of contiguous rows.</summary>
internal static unsafe class Softmax
{
    internal static TensorImpl Forward(TensorImpl x, bool log)
    {
        var result = TensorImpl.Allocate(x.Sizes, x.Dtype);
        var m = x.Dim == 0 ? 1 : x.Sizes[^1];
        var n = m == 0 ? 0 : x.Numel / m;
        for (long i = 0; i < n; i++)
        {
            if (x.Dtype == ScalarType.Float32) Row(x.F32 + i * m, result.F32 + i * m, m, log);
            else Row(x.F64 + i * m, result.F64 + i * m, m, log);
        }
        GC.KeepAlive(x);
        return result;
    }

    /// <summary>dx = y·(g − Σ g·y) for softmax, g − exp(y)·Σ g for its logarithm.</summary>
    internal static TensorImpl Backward(TensorImpl y, TensorImpl g, bool log)
    {
        var result = TensorImpl.Allocate(y.Sizes, y.Dtype);
        var m = y.Dim == 0 ? 1 : y.Sizes[^1];
        var n = m == 0 ? 0 : y.Numel / m;
        for (long i = 0; i < n; i++)
        {
            if (y.Dtype == ScalarType.Float32) BackRow(y.F32 + i * m, g.F32 + i * m, result.F32 + i * m, m, log);
            else BackRow(y.F64 + i * m, g.F64 + i * m, result.F64 + i * m, m, log);
        }
        GC.KeepAlive(y);
        GC.KeepAlive(g);
        return result;
    }

    private static void Row(float* x, float* y, long m, bool log)
    {
        var max = float.NegativeInfinity;
        for (long j = 0; j < m; j++) max = MathF.Max(max, x[j]);
        var shift = Vector256.Create(max);
        for (long j = 0; j < m; j += Lanes.Width)
            Lanes.Store(Vector256.Exp(Lanes.Load(x + j, m - j) - shift), y + j, m - j);
        var sum = Reduction.SumOf(y, m);
        if (log)
        {
            // x - max first: the difference of two large numbers keeps its digits.
            var tail = (float)Math.Log(sum);
            for (long j = 0; j < m; j++) y[j] = x[j] - max - tail;
            return;
        }
        var factor = (float)(1 / sum);
        for (long j = 0; j < m; j++) y[j] *= factor;
    }

    private static void Row(double* x, double* y, long m, bool log)
    {
        var max = double.NegativeInfinity;
        for (long j = 0; j < m; j++) max = Math.Max(max, x[j]);
        double sum = 0;
        for (long j = 0; j < m; j++) sum += y[j] = Math.Exp(x[j] - max);
        var tail = Math.Log(sum);
        for (long j = 0; j < m; j++) y[j] = log ? x[j] - max - tail : y[j] / sum;
    }

    private static void BackRow(float* y, float* g, float* r, long m, bool log)
    {
        if (log)
        {
            var total = Vector256.Create((float)Reduction.SumOf(g, m));
            for (long j = 0; j < m; j += Lanes.Width)
                Lanes.Store(Lanes.Load(g + j, m - j) - Vector256.Exp(Lanes.Load(y + j, m - j)) * total, r + j, m - j);
            return;
        }
        double sum = 0;
        for (long j = 0; j < m; j++) sum += (double)g[j] * y[j];
        for (long j = 0; j < m; j++) r[j] = y[j] * (g[j] - (float)sum);
    }

    private static void BackRow(double* y, double* g, double* r, long m, bool log)
    {
        double sum = 0;
        for (long j = 0; j < m; j++) sum += log ? g[j] : g[j] * y[j];
        for (long j = 0; j < m; j++) r[j] = log ? g[j] - Math.Exp(y[j]) * sum : y[j] * (g[j] - sum);
    }
}
