using System.Runtime.Intrinsics;

namespace TorchSharp.Kernels;

using static torch;

/// <summary>Applies a function of one element to a tensor.</summary>
internal static unsafe class Unary
{
    internal static TensorImpl Map<TOp>(in TOp op, TensorImpl x) where TOp : struct, IMap1
    {
        var compute = Dtypes.Compute(x.Dtype);
        var ready = Copying.Ready(x, compute);
        var result = TensorImpl.Allocate(x.Sizes, compute);
        Run(op, ready, result);
        ready.Release();
        return Narrow(result, x.Dtype);
    }

    /// <summary>As <see cref="Map"/>, but integers become floating point first.</summary>
    internal static TensorImpl MapFloating<TOp>(in TOp op, TensorImpl x) where TOp : struct, IMap1
    {
        var dtype = Dtypes.IsFloating(x.Dtype) ? x.Dtype : Generation.DefaultDtype;
        var ready = Copying.Ready(x, dtype);
        var result = TensorImpl.Allocate(x.Sizes, dtype);
        Run(op, ready, result);
        ready.Release();
        return result;
    }

    internal static void InPlace<TOp>(in TOp op, TensorImpl x) where TOp : struct, IMap1
    {
        if (x.IsContiguous && Dtypes.Compute(x.Dtype) == x.Dtype)
        {
            Run(op, x, x);
            return;
        }
        var result = Map(op, x);
        Copying.Into(x, result);
        result.Release();
    }

    private static TensorImpl Narrow(TensorImpl x, ScalarType dtype)
    {
        if (x.Dtype == dtype) return x;
        var narrow = Copying.Fresh(x, dtype);
        x.Release();
        return narrow;
    }

    private static void Run<TOp>(in TOp op, TensorImpl x, TensorImpl y) where TOp : struct, IMap1
    {
        var n = x.Numel;
        if (x.Dtype == ScalarType.Float32)
        {
            float* a = x.F32, b = y.F32;
            long i = 0;
            for (; i + Lanes.Width <= n; i += Lanes.Width) op.V(Vector256.Load(a + i)).Store(b + i);
            if (i < n) Lanes.Store(op.V(Lanes.Load(a + i, n - i)), b + i, n - i);
        }
        else if (x.Dtype == ScalarType.Float64)
        {
            double* a = x.F64, b = y.F64;
            for (long i = 0; i < n; i++) b[i] = op.D(a[i]);
        }
        else
        {
            long* a = x.I64, b = y.I64;
            for (long i = 0; i < n; i++) b[i] = op.L(a[i]);
        }
    }
}
