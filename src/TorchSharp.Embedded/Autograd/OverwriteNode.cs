namespace TorchSharp;

using TorchSharp.Kernels;
using static torch;

/// <summary>Where a view lies in the memory of its base, so that gradients of the base can be cut and filled in the same way.</summary>
internal readonly struct Place(TensorImpl origin, TensorImpl view)
{
    private readonly long[] baseSizes = origin.Sizes;
    private readonly long[] baseStrides = origin.Strides;
    private readonly long offset = view.Offset - origin.Offset;
    private readonly long[] sizes = view.Sizes;
    private readonly long[] strides = view.Strides;

    /// <summary>A tensor of the base's layout: of zeros, or holding <paramref name="values"/>.</summary>
    internal TensorImpl Whole(ScalarType dtype, TensorImpl? values)
    {
        long extent = 1;
        for (var d = 0; d < baseSizes.Length; d++) extent += Math.Max(0, baseSizes[d] - 1) * baseStrides[d];
        var memory = TensorImpl.Allocate([extent], dtype);
        Generation.Clear(memory);
        var whole = memory.View(0, baseSizes, baseStrides);
        memory.Release();
        if (values != null) Copying.Into(whole, values);
        return whole;
    }

    /// <summary>The part of <paramref name="whole"/> that the view covers.</summary>
    internal TensorImpl Part(TensorImpl whole) => whole.View(offset, sizes, strides);
}

/// <summary>
/// A base after one of its views was changed in place: what the change covers goes to the operation that made it, the rest to the
/// base as it was before.
/// </summary>
internal sealed class OverwriteNode : UnaryOutputNode
{
    private readonly Place place;

    internal OverwriteNode(TensorImpl origin, TensorImpl view, Node change, int nr)
    {
        place = new Place(origin, view);
        Connect(Edge.To(origin), new Edge(change, nr, null, view.Dtype));
    }

    protected override void Backward(Engine engine, Tensor grad)
    {
        var whole = place.Whole(grad.dtype, grad.Impl);
        var part = place.Part(whole);
        engine.Send(1, new Tensor(Copying.Fresh(part, grad.dtype)));
        if (Needs(0))
        {
            Generation.Fill(part, 0, 0);
            whole.AddOwner();
            engine.Send(0, new Tensor(whole));
        }
        part.Release();
        whole.Release();
    }

    internal override void Free()
    {
    }
}

/// <summary>Backward of a view known only by its place in memory: elements that it shows several times sum up.</summary>
internal sealed class StridedNode : UnaryOutputNode
{
    private readonly Place place;

    internal StridedNode(TensorImpl origin, TensorImpl view)
    {
        place = new Place(origin, view);
        Connect(Edge.To(origin));
    }

    internal StridedNode(Node changed, TensorImpl origin, TensorImpl view)
    {
        place = new Place(origin, view);
        Connect(new Edge(changed, 0, null, view.Dtype));
    }

    protected override void Backward(Engine engine, Tensor grad)
    {
        var whole = place.Whole(grad.dtype, null);
        var part = place.Part(whole);
        // Dimensions without a stride are summed first; what then still overlaps is added row after row.
        var own = part;
        if (part.Repeats)
        {
            var sizes = (long[])part.Sizes.Clone();
            for (var d = 0; d < sizes.Length; d++)
                if (part.Strides[d] == 0) sizes[d] = 1;
            own = part.View(part.Offset, sizes, part.Strides);
            grad = Broadcasting.SumTo(grad, sizes);
            part.Release();
        }
        Copying.AddInto(own, grad.Impl);
        own.Release();
        engine.Send(0, new Tensor(whole));
    }

    internal override void Free()
    {
    }
}
