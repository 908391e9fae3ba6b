namespace TorchSharp.Kernels;

using static torch;

/// <summary>One of two values by a boolean.</summary>
internal static unsafe class Selection
{
    internal static TensorImpl Where(TensorImpl condition, TensorImpl x, TensorImpl y, long[] sizes)
    {
        var mask = Copying.Typed(condition, ScalarType.Bool);
        var result = TensorImpl.Allocate(sizes, x.Dtype);
        Copying.Into(result, y);
        var xs = Shape.ExpandedStrides(x.Sizes, x.Strides, sizes);
        var ms = Shape.ExpandedStrides(mask.Sizes, mask.Strides, sizes);
        switch (Dtypes.Size(x.Dtype))
        {
            case 1: Run<byte>(mask, x, result, xs, ms); break;
            case 2: Run<short>(mask, x, result, xs, ms); break;
            case 4: Run<int>(mask, x, result, xs, ms); break;
            default: Run<long>(mask, x, result, xs, ms); break;
        }
        mask.Release();
        return result;
    }

    private static void Run<T>(TensorImpl mask, TensorImpl x, TensorImpl result, long[] xs, long[] ms) where T : unmanaged
    {
        var row = new Row<T> { Target = (T*)result.Bytes, X = (T*)x.Bytes, Mask = mask.Bytes };
        RowLoop.Run(result.Sizes, result.Strides, xs, ms, ref row);
    }

    private struct Row<T> : IRow where T : unmanaged
    {
        internal T* Target;
        internal T* X;
        internal byte* Mask;

        public readonly void Run(long o0, long o1, long o2, long n, long s0, long s1, long s2)
        {
            for (long i = 0; i < n; i++)
                if (Mask[o2 + i * s2] != 0) Target[o0 + i * s0] = X[o1 + i * s1];
        }
    }
}
