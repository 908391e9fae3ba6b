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
        if (dims != far.Dim || dims != near.Dim) throw TorchError.New($"Index tensor must have the same number of dimensions as the tensors it picks from: {dims} for {far.Dim} and {near.Dim}");
        for (var d = 0; d < dims; d++)
            if (index.Sizes[d] > near.Sizes[d] || (d != dim && index.Sizes[d] > far.Sizes[d]))
                throw TorchError.New($"Size does not match at dimension {d}: index {Shape.Text(index.Sizes)} for tensors of {Shape.Text(far.Sizes)} and {Shape.Text(near.Sizes)}");
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

    /// <summary>
    /// As <see cref="Move"/> for an index of one dimension that is the same for all places across: whole slices move,
    /// far.Sizes[dim] of them on one side, as many as the index has on the other. Both contiguous and of one type.
    /// </summary>
    internal static void Slices(Mode mode, TensorImpl near, TensorImpl far, int dim, TensorImpl index)
    {
        if (index.Dtype is not (ScalarType.Int64 or ScalarType.Int32)) throw TorchError.New("index_select(): Expected dtype int32 or int64 for index");
        var chosen = Copying.Ready(index, ScalarType.Int64);
        long outer = 1, inner = 1, limit = far.Sizes[dim], count = chosen.Numel;
        for (var d = 0; d < dim; d++) outer *= far.Sizes[d];
        for (var d = dim + 1; d < far.Dim; d++) inner *= far.Sizes[d];
        for (long i = 0; i < count; i++)
            if (chosen.I64[i] < 0 || chosen.I64[i] >= limit) throw TorchError.New($"index {chosen.I64[i]} is out of bounds for dimension {dim} with size {limit}");
        byte* target = mode == Mode.Gather ? near.Bytes : far.Bytes, source = mode == Mode.Gather ? far.Bytes : near.Bytes;
        var size = Dtypes.Size(far.Dtype);
        if (mode == Mode.ScatterAdd)
            switch (far.Dtype)
            {
                case ScalarType.Float32: AddSlices((float*)target, (float*)source, chosen.I64, outer, count, limit, inner); break;
                case ScalarType.Float64: AddSlices((double*)target, (double*)source, chosen.I64, outer, count, limit, inner); break;
                case ScalarType.Int64: AddSlices((long*)target, (long*)source, chosen.I64, outer, count, limit, inner); break;
                default: throw TorchError.NotHere($"adding into {far.Dtype} by index");
            }
        // Single elements: a call for each would cost ten times the element.
        else if (inner == 1 && size == 4) CopyElements((int*)target, (int*)source, chosen.I64, outer, count, limit, mode);
        else if (inner == 1 && size == 8) CopyElements((long*)target, (long*)source, chosen.I64, outer, count, limit, mode);
        else
        {
            var bytes = inner * size;
            for (long o = 0; o < outer; o++)
                for (long i = 0; i < count; i++)
                {
                    long at = (o * limit + chosen.I64[i]) * bytes, place = (o * count + i) * bytes;
                    var (to, from) = mode == Mode.Gather ? (place, at) : (at, place);
                    Buffer.MemoryCopy(source + from, target + to, bytes, bytes);
                }
        }
        chosen.Release();
        GC.KeepAlive(near);
        GC.KeepAlive(far);
    }

    private static void CopyElements<T>(T* to, T* from, long* chosen, long outer, long count, long limit, Mode mode)
        where T : unmanaged
    {
        for (long o = 0; o < outer; o++)
            if (mode == Mode.Gather)
                for (long i = 0; i < count; i++) to[o * count + i] = from[o * limit + chosen[i]];
            else
                for (long i = 0; i < count; i++) to[o * limit + chosen[i]] = from[o * count + i];
    }

    // In the order of the index: sums of several slices round as they always did.
    private static void AddSlices<T>(T* to, T* from, long* chosen, long outer, long count, long limit, long inner)
        where T : unmanaged, System.Numerics.IAdditionOperators<T, T, T>
    {
        for (long o = 0; o < outer; o++)
            for (long i = 0; i < count; i++)
            {
                T* sum = to + (o * limit + chosen[i]) * inner, part = from + (o * count + i) * inner;
                for (long k = 0; k < inner; k++) sum[k] += part[k];
            }
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
