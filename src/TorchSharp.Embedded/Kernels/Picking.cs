namespace TorchSharp.Kernels;

using static torch;

/// <summary>Elements chosen by index tensors: gather, scatter and whole slices along one dimension.</summary>
internal static unsafe class Picking
{
    internal enum Mode
    {
        Gather,
        Scatter,
        ScatterAdd,
    }

    /// <summary>
    /// For every place p of <paramref name="index"/>: q = p with coordinate <paramref name="dim"/> replaced by index[p];
    /// moves between near[p] and far[q].
    /// </summary>
    internal static void Move(Mode mode, TensorImpl near, TensorImpl far, int dim, TensorImpl index)
    {
        if (index.Dtype != ScalarType.Int64) throw TorchError.New("gather(): Expected dtype int64 for index");
        var dims = index.Dim;
        var at = new long[dims];
        var size = Dtypes.Size(far.Dtype);
        var limit = far.Dim == 0 ? 1 : far.Sizes[dim];
        for (long i = 0; i < index.Numel; i++)
        {
            long io = 0, no = 0, fo = 0;
            for (var d = 0; d < dims; d++)
            {
                io += at[d] * index.Strides[d];
                no += at[d] * near.Strides[d];
                if (d != dim) fo += at[d] * far.Strides[d];
            }
            var chosen = index.I64[io];
            if (chosen < 0 || chosen >= limit) throw TorchError.New($"index {chosen} is out of bounds for dimension {dim} with size {limit}");
            if (dims > 0) fo += chosen * far.Strides[dim];
            if (mode == Mode.Gather) Copy(far, fo, near, no, size);
            else if (mode == Mode.Scatter) Copy(near, no, far, fo, size);
            else Add(near, no, far, fo);
            for (var d = dims - 1; d >= 0 && ++at[d] == index.Sizes[d]; d--) at[d] = 0;
        }
        GC.KeepAlive(near);
        GC.KeepAlive(far);
        GC.KeepAlive(index);
    }

    private static void Copy(TensorImpl from, long fromAt, TensorImpl to, long toAt, int size) =>
        Buffer.MemoryCopy(from.Bytes + fromAt * size, to.Bytes + toAt * size, size, size);

    private static void Add(TensorImpl from, long fromAt, TensorImpl to, long toAt)
    {
        switch (to.Dtype)
        {
            case ScalarType.Float32: to.F32[toAt] += from.F32[fromAt]; break;
            case ScalarType.Float64: to.F64[toAt] += from.F64[fromAt]; break;
            case ScalarType.Int64: to.I64[toAt] += from.I64[fromAt]; break;
            default: throw TorchError.NotHere($"adding into {to.Dtype} by index");
        }
    }
}
