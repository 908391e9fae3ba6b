namespace TorchSharp.Kernels;

using static torch;

/// <summary>Matrix products of two-dimensional tensors with any strides.</summary>
internal static unsafe class Products
{
    /// <summary>A·B, or with <paramref name="c"/> given C + A·B.</summary>
    internal static TensorImpl Multiply(TensorImpl a, TensorImpl b, TensorImpl? c = null)
    {
        if (a.Dtype != b.Dtype) throw TorchError.New($"expected m1 and m2 to have the same dtype, but got: {a.Dtype} != {b.Dtype}");
        if (a.Sizes[1] != b.Sizes[0])
            throw TorchError.New($"mat1 and mat2 shapes cannot be multiplied ({a.Sizes[0]}x{a.Sizes[1]} and {b.Sizes[0]}x{b.Sizes[1]})");
        var result = TensorImpl.Allocate([a.Sizes[0], b.Sizes[1]], a.Dtype);
        if (c != null) Copying.Into(result, c);
        Into(result, a, b, c != null);
        return result;
    }

    /// <summary>C ← A·B or C ← C + A·B, all of one type.</summary>
    internal static void Into(TensorImpl c, TensorImpl a, TensorImpl b, bool accumulate)
    {
        if (a.Dtype == ScalarType.Float32) Gemm.Run(Of(a), Of(b), Of(c), accumulate);
        else if (a.Dtype == ScalarType.Float64) Gemm.Run(OfDouble(a), OfDouble(b), OfDouble(c), accumulate);
        else Whole(c, a, b, accumulate);
    }

    /// <summary>A[i]·B[i] for each i; the batch is split over threads when the single products are too small for that.</summary>
    internal static TensorImpl Batched(TensorImpl a, TensorImpl b)
    {
        if (a.Dtype != b.Dtype) throw TorchError.New($"expected m1 and m2 to have the same dtype, but got: {a.Dtype} != {b.Dtype}");
        long n = a.Sizes[0], work = a.Sizes[1] * a.Sizes[2] * b.Sizes[2];
        var result = TensorImpl.Allocate([n, a.Sizes[1], b.Sizes[2]], a.Dtype);
        void Part(long from, long to)
        {
            for (var i = from; i < to; i++)
            {
                TensorImpl x = At(a, i), y = At(b, i), z = At(result, i);
                Into(z, x, y, false);
                x.Release();
                y.Release();
                z.Release();
            }
        }
        if (work * n > Gemm.ThreadedWork && work <= Gemm.ThreadedWork) Threads.For(n, 1, work * n / (Gemm.ThreadedWork / 2), Part);
        else Part(0, n);
        return result;
    }

    private static TensorImpl At(TensorImpl x, long i) => x.View(x.Offset + i * x.Strides[0], x.Sizes[1..], x.Strides[1..]);

    internal static Matrix<float> Of(TensorImpl x) => new(x.F32, x.Sizes[0], x.Sizes[1], x.Strides[0], x.Strides[1]);

    internal static Matrix<double> OfDouble(TensorImpl x) => new(x.F64, x.Sizes[0], x.Sizes[1], x.Strides[0], x.Strides[1]);

    /// <summary>Integers: counts and indices, never the time of a run.</summary>
    private static void Whole(TensorImpl c, TensorImpl a, TensorImpl b, bool accumulate)
    {
        var x = Copying.Typed(a, ScalarType.Int64);
        var y = Copying.Typed(b, ScalarType.Int64);
        var sums = TensorImpl.Allocate(c.Sizes, ScalarType.Int64);
        Copying.Into(sums, c);
        long m = x.Sizes[0], depth = x.Sizes[1], n = y.Sizes[1];
        for (long i = 0; i < m; i++)
            for (long j = 0; j < n; j++)
            {
                var sum = accumulate ? sums.I64[i * n + j] : 0;
                for (long k = 0; k < depth; k++) sum += x.I64[i * x.Strides[0] + k * x.Strides[1]] * y.I64[k * y.Strides[0] + j * y.Strides[1]];
                sums.I64[i * n + j] = sum;
            }
        Copying.Into(c, sums);
        sums.Release();
        x.Release();
        y.Release();
    }
}
