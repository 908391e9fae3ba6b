using System.Runtime.Intrinsics;

namespace TorchSharp.Kernels;

using static torch;

/// <summary>
/// One step of Adam or AdamW on one parameter, in one pass over its elements:
/// g ← ±g + decay·p, p ← shrink·p, m ← β₁m + (1-β₁)g, v ← β₂v + (1-β₂)g²,
/// p ← p - (rate/(1-β₁ⁿ))·m / (√v/√(1-β₂ⁿ) + ε). Adam has shrink = 1, AdamW has decay = 0.
/// </summary>
internal readonly struct AdamStep(double rate, double beta1, double beta2, double eps, double decay, double shrink, bool maximize, long n)
{
    private readonly double pace = rate / (1 - Math.Pow(beta1, n));
    private readonly double root = 1 / Math.Sqrt(1 - Math.Pow(beta2, n));
    private readonly double sign = maximize ? -1 : 1;

    /// <summary>Changes the parameter and its moments; <paramref name="largest"/> is AMSGrad's running maximum of v.</summary>
    internal void Run(TensorImpl p, TensorImpl grad, TensorImpl m, TensorImpl v, TensorImpl? largest)
    {
        var direct = p.IsContiguous && p.Dtype is ScalarType.Float32 or ScalarType.Float64;
        var dtype = p.Dtype == ScalarType.Float64 ? ScalarType.Float64 : ScalarType.Float32;
        var own = direct ? p : Copying.Fresh(p, dtype);
        var g = Copying.Ready(grad, dtype);
        if (dtype == ScalarType.Float32) Floats(own, g, m, v, largest);
        else Doubles(own, g, m, v, largest);
        g.Release();
        if (direct) return;
        Copying.Into(p, own);
        own.Release();
    }

    private unsafe void Floats(TensorImpl parameter, TensorImpl grad, TensorImpl first, TensorImpl second, TensorImpl? largest)
    {
        float* p = parameter.F32, g = grad.F32, m = first.F32, v = second.F32;
        var top = largest == null ? null : largest.F32;
        Vector256<float> b1 = Vector256.Create((float)beta1), c1 = Vector256.Create((float)(1 - beta1));
        Vector256<float> b2 = Vector256.Create((float)beta2), c2 = Vector256.Create((float)(1 - beta2));
        Vector256<float> up = Vector256.Create((float)sign), l2 = Vector256.Create((float)decay), less = Vector256.Create((float)shrink);
        Vector256<float> step = Vector256.Create((float)pace), scale = Vector256.Create((float)root), floor = Vector256.Create((float)eps);
        for (long i = 0, count = parameter.Numel; i < count; i += Lanes.Width)
        {
            var left = count - i;
            var w = Lanes.Load(p + i, left);
            var slope = Lanes.Load(g + i, left) * up + l2 * w;
            var mean = Lanes.Load(m + i, left) * b1 + slope * c1;
            var square = Lanes.Load(v + i, left) * b2 + slope * slope * c2;
            Lanes.Store(mean, m + i, left);
            Lanes.Store(square, v + i, left);
            if (top != null)
            {
                square = Vector256.Max(Lanes.Load(top + i, left), square);
                Lanes.Store(square, top + i, left);
            }
            Lanes.Store(w * less - step * mean / (Vector256.Sqrt(square) * scale + floor), p + i, left);
        }
    }

    private unsafe void Doubles(TensorImpl parameter, TensorImpl grad, TensorImpl first, TensorImpl second, TensorImpl? largest)
    {
        double* p = parameter.F64, g = grad.F64, m = first.F64, v = second.F64;
        for (long i = 0, count = parameter.Numel; i < count; i++)
        {
            var slope = g[i] * sign + decay * p[i];
            m[i] = m[i] * beta1 + slope * (1 - beta1);
            v[i] = v[i] * beta2 + slope * slope * (1 - beta2);
            var square = v[i];
            if (largest != null) square = largest.F64[i] = Math.Max(largest.F64[i], square);
            p[i] = p[i] * shrink - pace * m[i] / (Math.Sqrt(square) * root + eps);
        }
    }
}
