namespace TorchSharp.Kernels;

using static torch;

/// <summary>Running sums and orders along one dimension.</summary>
internal static unsafe class Scans
{
    internal static TensorImpl Sum(TensorImpl x, int dim, bool fromEnd)
    {
        var result = Copying.Fresh(x, Dtypes.Compute(x.Dtype));
        if (x.Dim == 0 || x.Numel == 0) return result;
        var n = x.Sizes[dim];
        var step = result.Strides[dim];
        for (long i = 0; i < result.Numel; i++)
        {
            if (i / step % n != 0) continue;
            double sum = 0;
            long whole = 0;
            for (long j = 0; j < n; j++)
            {
                var at = i + (fromEnd ? n - 1 - j : j) * step;
                if (result.Dtype == ScalarType.Float32) result.F32[at] = (float)(sum += result.F32[at]);
                else if (result.Dtype == ScalarType.Float64) result.F64[at] = sum += result.F64[at];
                else result.I64[at] = whole += result.I64[at];
            }
        }
        return result;
    }

    /// <summary>Products along a dimension (which stays, of size one), and for each element the product of all others.</summary>
    internal static TensorImpl Product(TensorImpl x, int dim, out TensorImpl others)
    {
        var sizes = (long[])x.Sizes.Clone();
        sizes[dim] = 1;
        var ready = Copying.Ready(x, x.Dtype);
        var result = TensorImpl.Allocate(sizes, x.Dtype);
        others = TensorImpl.Allocate(x.Sizes, x.Dtype);
        var step = ready.Strides[dim];
        for (long r = 0; r < result.Numel; r++)
        {
            var first = r / step * step * x.Sizes[dim] + r % step;
            if (x.Dtype == ScalarType.Float32) result.F32[r] = Product(ready.F32 + first, others.F32 + first, x.Sizes[dim], step);
            else if (x.Dtype == ScalarType.Float64) result.F64[r] = Product(ready.F64 + first, others.F64 + first, x.Sizes[dim], step);
            else result.I64[r] = Product(ready.I64 + first, others.I64 + first, x.Sizes[dim], step);
        }
        ready.Release();
        return result;
    }

    private static T Product<T>(T* x, T* others, long n, long step) where T : unmanaged, System.Numerics.INumber<T>
    {
        var before = T.One;
        for (long j = 0; j < n; j++)
        {
            others[j * step] = before;
            before *= x[j * step];
        }
        var after = T.One;
        for (var j = n - 1; j >= 0; j--)
        {
            others[j * step] *= after;
            after *= x[j * step];
        }
        return before;
    }

    internal static TensorImpl Order(TensorImpl x, int dim, bool descending)
    {
        var values = Copying.Fresh(x, ScalarType.Float64);
        var result = TensorImpl.Allocate(x.Sizes, ScalarType.Int64);
        if (x.Dim == 0)
        {
            *result.I64 = 0;
            values.Release();
            return result;
        }
        var n = x.Sizes[dim];
        var step = values.Strides[dim];
        var keys = new double[n];
        for (long i = 0; i < values.Numel; i++)
        {
            if (i / step % n != 0) continue;
            for (long j = 0; j < n; j++) keys[j] = values.F64[i + j * step];
            var order = Enumerable.Range(0, (int)n);
            var sorted = (descending ? order.OrderByDescending(j => keys[j]) : order.OrderBy(j => keys[j])).ToArray();
            for (long j = 0; j < n; j++) result.I64[i + j * step] = sorted[j];
        }
        values.Release();
        return result;
    }
}
