namespace TorchSharp.Kernels;

using static torch;

/// <summary>Matrix products of two-dimensional tensors with any strides.</summary>
internal static unsafe class Products
{
    /// <summary>A·B, or with <paramref name="c"/> given C + A·B.</summary>
    internal static TensorImpl Multiply(TensorImpl a, TensorImpl b, TensorImpl? c = null)
    {
        var dtype = Dtypes.Compute(a.Dtype);
        if (a.Dtype != b.Dtype) throw TorchError.New($"expected m1 and m2 to have the same dtype, but got: {a.Dtype} != {b.Dtype}");
        if (a.Sizes[1] != b.Sizes[0])
            throw TorchError.New($"mat1 and mat2 shapes cannot be multiplied ({a.Sizes[0]}x{a.Sizes[1]} and {b.Sizes[0]}x{b.Sizes[1]})");
        var x = Copying.Typed(a, dtype);
        var y = Copying.Typed(b, dtype);
        var result = TensorImpl.Allocate([a.Sizes[0], b.Sizes[1]], dtype);
        if (c != null) Copying.Into(result, c);
        if (dtype == ScalarType.Float32) Gemm.Run(Of(x), Of(y), Of(result), c != null);
        else if (dtype == ScalarType.Float64) Plain(x.F64, y.F64, result.F64, x, y, c != null);
        else Plain(x.I64, y.I64, result.I64, x, y, c != null);
        x.Release();
        y.Release();
        return result;
    }

    internal static Matrix Of(TensorImpl x) => new(x.F32, x.Sizes[0], x.Sizes[1], x.Strides[0], x.Strides[1]);

    private static void Plain<T>(T* a, T* b, T* c, TensorImpl x, TensorImpl y, bool add) where T : unmanaged, System.Numerics.INumber<T>
    {
        long m = x.Sizes[0], k = x.Sizes[1], n = y.Sizes[1];
        for (long i = 0; i < m; i++)
        {
            if (!add) new Span<T>(c + i * n, (int)n).Clear();
            for (long p = 0; p < k; p++)
            {
                var factor = a[i * x.Strides[0] + p * x.Strides[1]];
                for (long j = 0; j < n; j++) c[i * n + j] += factor * b[p * y.Strides[0] + j * y.Strides[1]];
            }
        }
    }
}
