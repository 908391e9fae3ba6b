using TorchSharp.Kernels;

namespace TorchSharp;

public static partial class torch
{
    public static Tensor cat(IList<Tensor> tensors, long dim = 0)
    {
        if (tensors.Count == 0) throw TorchError.New("torch.cat(): expected a non-empty list of Tensors");
        var first = tensors[0].Impl;
        var at = Shape.Wrap(dim, first.Dim);
        if (first.Dim == 0) throw TorchError.New("zero-dimensional tensor (at position 0) cannot be concatenated");
        var sizes = (long[])first.Sizes.Clone();
        var dtype = first.Dtype;
        sizes[at] = 0;
        foreach (var t in tensors)
        {
            for (var d = 0; d < sizes.Length; d++)
                if (t.Impl.Dim != sizes.Length || (d != at && t.Impl.Sizes[d] != sizes[d]))
                    throw TorchError.New($"Sizes of tensors must match except in dimension {at}. Expected {Shape.Text(first.Sizes)} but got {Shape.Text(t.Impl.Sizes)}");
            sizes[at] += t.Impl.Sizes[at];
            dtype = Dtypes.Promote(dtype, t.Impl.Dtype);
        }
        var result = new Tensor(TensorImpl.Allocate(sizes, dtype));
        long start = 0;
        foreach (var t in tensors)
        {
            var part = result.Impl.View(start * result.Impl.Strides[at], t.Impl.Sizes, result.Impl.Strides);
            Copying.Into(part, t.Impl);
            part.Release();
            start += t.Impl.Sizes[at];
        }
        if (!GradMode.Enabled || !tensors.Any(t => t.Impl.RequiresGrad)) return result;
        var lengths = tensors.Select(t => t.Impl.Sizes[at]).ToArray();
        return result.With(new FormulaNode(tensors.ToArray(), [], (node, engine, grad) =>
        {
            long from = 0;
            for (var i = 0; i < lengths.Length; from += lengths[i++])
                if (node.Needs(i)) engine.Send(i, grad.narrow(at, from, lengths[i]));
        }));
    }

    public static Tensor cat(Tensor[] tensors, long dim = 0) => cat((IList<Tensor>)tensors, dim);

    public static Tensor cat(ReadOnlySpan<Tensor> tensors, long dim = 0) => cat((IList<Tensor>)tensors.ToArray(), dim);

    public static Tensor concat(IList<Tensor> tensors, long dim = 0) => cat(tensors, dim);

    public static Tensor concat(Tensor[] tensors, long dim = 0) => cat(tensors, dim);

    public static Tensor concat(ReadOnlySpan<Tensor> tensors, long dim = 0) => cat(tensors, dim);

    public static Tensor stack(IEnumerable<Tensor> tensors, long dim = 0) => cat(tensors.Select(t => t.unsqueeze(dim)).ToArray(), dim);

    public static Tensor where(Tensor condition, Tensor x, Tensor y)
    {
        if (condition.dtype != ScalarType.Bool) throw new ArgumentException("The condition to 'where' must be a boolean tensor.");
        var dtype = Dtypes.Promote(x.Impl, y.Impl);
        var sizes = Shape.Broadcast(Shape.Broadcast(condition.Impl.Sizes, x.Impl.Sizes), y.Impl.Sizes);
        var a = Copying.Typed(x.Impl, dtype);
        var b = Copying.Typed(y.Impl, dtype);
        var result = new Tensor(Selection.Where(condition.Impl, a, b, sizes));
        a.Release();
        b.Release();
        if (!GradMode.Enabled || !(x.Impl.RequiresGrad || y.Impl.RequiresGrad)) return result;
        long[] xs = x.Impl.Sizes, ys = y.Impl.Sizes;
        return result.With(new FormulaNode([x, y], [condition], (node, engine, grad) =>
        {
            var mask = node.Saved(0);
            var zero = Generation.Full([], grad.dtype, 0);
            if (node.Needs(0)) engine.Send(0, Broadcasting.SumTo(where(mask, grad, zero), xs));
            if (node.Needs(1)) engine.Send(1, Broadcasting.SumTo(where(mask, zero, grad), ys));
        }));
    }

    public static Tensor[] where(Tensor condition) => condition.nonzero().unbind(1);

    public static Tensor gather(Tensor input, long dim, Tensor index) => input.gather(dim, index);

    public static Tensor gather(Tensor input, long dim, Tensor index, bool sparse_grad = false) =>
        sparse_grad ? throw TorchError.NotHere("a sparse gradient") : input.gather(dim, index);
}
