namespace TorchSharp;

using TorchSharp.Kernels;
using static torch;

/// <summary>
/// Rows of a table by number. Backward adds each row of the gradient to its row of the table's, in the order of the
/// numbers, so that the sums do not depend on threads.
/// </summary>
internal sealed unsafe class EmbeddingNode : UnaryOutputNode
{
    private SavedTensor places;
    private readonly long[] sizes;
    private readonly long padding;
    private readonly bool byFrequency;

    private EmbeddingNode(Tensor weight, Tensor places, long padding, bool byFrequency)
    {
        this.places = new SavedTensor(places);
        sizes = weight.Impl.Sizes;
        this.padding = padding;
        this.byFrequency = byFrequency;
        Connect(weight);
    }

    /// <param name="weight">The table.</param>
    /// <param name="places">Numbers of rows, in any shape.</param>
    /// <param name="padding">The row that gets no gradient; -1 for none.</param>
    /// <param name="byFrequency">Whether gradients are divided by how often their row occurs.</param>
    internal static Tensor Forward(Tensor weight, Tensor places, long padding, bool byFrequency)
    {
        var table = Copying.Ready(weight.Impl, weight.Impl.Dtype);
        using var numbers = new Tensor(Copying.Ready(places.Impl, ScalarType.Int64)).DetachFromDisposeScope();
        var at = numbers.Impl;
        long width = table.Sizes[1], bytes = width * Dtypes.Size(table.Dtype);
        var result = new Tensor(TensorImpl.Allocate([.. at.Sizes, width], table.Dtype));
        for (long i = 0; i < at.Numel; i++)
        {
            var row = at.I64[i];
            if (row < 0 || row >= table.Sizes[0]) throw TorchError.New($"index out of range in self: {row} of {table.Sizes[0]} rows");
            Buffer.MemoryCopy(table.Bytes + row * bytes, result.Impl.Bytes + i * bytes, bytes, bytes);
        }
        table.Release();
        return weight.Recorded ? result.With(new EmbeddingNode(weight, numbers, padding, byFrequency)) : result;
    }

    protected override void Backward(Engine engine, Tensor grad)
    {
        var at = places.Unpack();
        var g = Copying.Ready(grad.Impl, grad.Impl.Dtype);
        var result = Generation.Full(sizes, grad.dtype, 0);
        var count = byFrequency ? new long[sizes[0]] : null;
        if (count != null)
            for (long i = 0; i < at.Numel; i++) count[at.I64[i]]++;
        for (long i = 0; i < at.Numel; i++)
        {
            var row = at.I64[i];
            if (row == padding) continue;
            var factor = count == null ? 1 : 1.0 / count[row];
            if (g.Dtype == ScalarType.Float32) Add(result.Impl.F32 + row * sizes[1], g.F32 + i * sizes[1], (float)factor);
            else Add(result.Impl.F64 + row * sizes[1], g.F64 + i * sizes[1], factor);
        }
        g.Release();
        engine.Send(0, result);
    }

    private void Add<T>(T* target, T* source, T factor) where T : unmanaged, System.Numerics.INumber<T>
    {
        for (long k = 0; k < sizes[1]; k++) target[k] += source[k] * factor;
    }

    internal override void Free() => places.Release();
}
