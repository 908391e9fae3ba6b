using System.Runtime.Intrinsics;

namespace TorchSharp.Kernels;

using static torch;

/// <summary>Applies a function of two elements to two tensors that broadcast together.</summary>
internal static unsafe class Binary
{
    internal static TensorImpl Map<TOp>(in TOp op, TensorImpl x, TensorImpl y, ScalarType dtype) where TOp : struct, IMap2
    {
        var sizes = Shape.Broadcast(x.Sizes, y.Sizes);
        var compute = Dtypes.Compute(dtype);
        var a = Copying.Typed(x, compute);
        var b = Copying.Typed(y, compute);
        var result = TensorImpl.Allocate(sizes, compute);
        Into(op, result, a, b);
        a.Release();
        b.Release();
        if (compute == dtype) return result;
        var narrow = Copying.Fresh(result, dtype);
        result.Release();
        return narrow;
    }

    /// <summary>Writes into <paramref name="target"/>, which may be one of the operands; all of one compute type.</summary>
    internal static void Into<TOp>(in TOp op, TensorImpl target, TensorImpl x, TensorImpl y) where TOp : struct, IMap2
    {
        if (Dtypes.Compute(target.Dtype) != target.Dtype || x.Dtype != target.Dtype || y.Dtype != target.Dtype)
        {
            var result = Map(op, x, y, target.Dtype);
            Copying.Into(target, result);
            result.Release();
            return;
        }
        if (target.Dtype == ScalarType.Float32 && target.IsContiguous && x.IsContiguous && y.IsContiguous
            && x.Numel == target.Numel && y.Numel == target.Numel)
        {
            var flat = new FloatRow<TOp> { Op = op, T = target.F32, X = x.F32, Y = y.F32 };
            flat.Run(0, 0, 0, target.Numel, 1, 1, 1);
            return;
        }
        var sx = Shape.ExpandedStrides(x.Sizes, x.Strides, target.Sizes);
        var sy = Shape.ExpandedStrides(y.Sizes, y.Strides, target.Sizes);
        switch (target.Dtype)
        {
            case ScalarType.Float32:
                var f = new FloatRow<TOp> { Op = op, T = target.F32, X = x.F32, Y = y.F32 };
                RowLoop.Run(target.Sizes, target.Strides, sx, sy, ref f);
                break;
            case ScalarType.Float64:
                var d = new DoubleRow<TOp> { Op = op, T = target.F64, X = x.F64, Y = y.F64 };
                RowLoop.Run(target.Sizes, target.Strides, sx, sy, ref d);
                break;
            default:
                var l = new LongRow<TOp> { Op = op, T = target.I64, X = x.I64, Y = y.I64 };
                RowLoop.Run(target.Sizes, target.Strides, sx, sy, ref l);
                break;
        }
    }

    private struct FloatRow<TOp> : IRow where TOp : struct, IMap2
    {
        internal TOp Op;
        internal float* T;
        internal float* X;
        internal float* Y;

        public readonly void Run(long o0, long o1, long o2, long n, long s0, long s1, long s2)
        {
            float* t = T + o0, x = X + o1, y = Y + o2;
            long i = 0;
            if (s0 == 1 && s1 == 1 && s2 == 1)
            {
                for (; i + Lanes.Width <= n; i += Lanes.Width) Op.V(Vector256.Load(x + i), Vector256.Load(y + i)).Store(t + i);
            }
            else if (s0 == 1 && s1 == 1 && s2 == 0)
            {
                var c = Vector256.Create(*y);
                for (; i + Lanes.Width <= n; i += Lanes.Width) Op.V(Vector256.Load(x + i), c).Store(t + i);
            }
            for (; i < n; i += Lanes.Width)
                Lanes.Scatter(Op.V(Lanes.Gather(x + i * s1, s1, n - i), Lanes.Gather(y + i * s2, s2, n - i)), t + i * s0, s0, n - i);
        }
    }

    private struct DoubleRow<TOp> : IRow where TOp : struct, IMap2
    {
        internal TOp Op;
        internal double* T;
        internal double* X;
        internal double* Y;

        public readonly void Run(long o0, long o1, long o2, long n, long s0, long s1, long s2)
        {
            for (long i = 0; i < n; i++) T[o0 + i * s0] = Op.D(X[o1 + i * s1], Y[o2 + i * s2]);
        }
    }

    private struct LongRow<TOp> : IRow where TOp : struct, IMap2
    {
        internal TOp Op;
        internal long* T;
        internal long* X;
        internal long* Y;

        public readonly void Run(long o0, long o1, long o2, long n, long s0, long s1, long s2)
        {
            for (long i = 0; i < n; i++) T[o0 + i * s0] = Op.L(X[o1 + i * s1], Y[o2 + i * s2]);
        }
    }
}
