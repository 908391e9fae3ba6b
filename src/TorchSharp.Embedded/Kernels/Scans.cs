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
