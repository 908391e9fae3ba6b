using System.Numerics;
using System.Runtime.CompilerServices;

namespace TorchSharp.Kernels;

using static torch;

internal interface ICompare
{
    bool Test<T>(T x, T y) where T : INumber<T>;
}

internal readonly struct EqualTest : ICompare
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Test<T>(T x, T y) where T : INumber<T> => x == y;
}

internal readonly struct UnequalTest : ICompare
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Test<T>(T x, T y) where T : INumber<T> => x != y;
}

internal readonly struct LessTest : ICompare
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Test<T>(T x, T y) where T : INumber<T> => x < y;
}

internal readonly struct LessOrEqualTest : ICompare
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Test<T>(T x, T y) where T : INumber<T> => x <= y;
}

internal readonly struct AndTest : ICompare
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Test<T>(T x, T y) where T : INumber<T> => x != T.Zero && y != T.Zero;
}

internal readonly struct OrTest : ICompare
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Test<T>(T x, T y) where T : INumber<T> => x != T.Zero || y != T.Zero;
}

internal readonly struct XorTest : ICompare
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Test<T>(T x, T y) where T : INumber<T> => (x != T.Zero) != (y != T.Zero);
}

/// <summary>Element tests of two tensors that broadcast together; the result is boolean.</summary>
internal static unsafe class Comparison
{
    internal static TensorImpl Map<TOp>(TOp op, TensorImpl x, TensorImpl y) where TOp : struct, ICompare
    {
        var dtype = Dtypes.Compute(Dtypes.Promote(x, y));
        var a = Copying.Typed(x, dtype);
        var b = Copying.Typed(y, dtype);
        var result = TensorImpl.Allocate(Shape.Broadcast(x.Sizes, y.Sizes), ScalarType.Bool);
        if (dtype == ScalarType.Float32) Run<TOp, float>(op, a, b, result);
        else if (dtype == ScalarType.Float64) Run<TOp, double>(op, a, b, result);
        else Run<TOp, long>(op, a, b, result);
        a.Release();
        b.Release();
        return result;
    }

    private static void Run<TOp, T>(TOp op, TensorImpl a, TensorImpl b, TensorImpl result)
        where TOp : struct, ICompare where T : unmanaged, INumber<T>
    {
        var row = new Row<TOp, T> { Op = op, Target = result.Bytes, X = (T*)a.Bytes, Y = (T*)b.Bytes };
        RowLoop.Run(result.Sizes, result.Strides, Shape.ExpandedStrides(a.Sizes, a.Strides, result.Sizes),
            Shape.ExpandedStrides(b.Sizes, b.Strides, result.Sizes), ref row);
    }

    private struct Row<TOp, T> : IRow where TOp : struct, ICompare where T : unmanaged, INumber<T>
    {
        internal TOp Op;
        internal byte* Target;
        internal T* X;
        internal T* Y;

        public readonly void Run(long o0, long o1, long o2, long n, long s0, long s1, long s2)
        {
            for (long i = 0; i < n; i++) Target[o0 + i * s0] = Op.Test(X[o1 + i * s1], Y[o2 + i * s2]) ? (byte)1 : (byte)0;
        }
    }
}
