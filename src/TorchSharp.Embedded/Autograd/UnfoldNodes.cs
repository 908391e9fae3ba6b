namespace TorchSharp;

using TorchSharp.Kernels;
using static torch;

/// <summary>The patches of every image as columns; the backward adds them back.</summary>
internal sealed unsafe class UnfoldNode : UnaryOutputNode
{
    private readonly ConvolutionShape shape;
    private readonly long[] sizes;

    private UnfoldNode(ConvolutionShape shape, Tensor input)
    {
        this.shape = shape;
        sizes = input.Impl.Sizes;
        Connect(input);
    }

    internal static Tensor Forward(ConvolutionShape s, Tensor input)
    {
        var x = Copying.Ready(input.Impl, input.dtype);
        var result = new Tensor(TensorImpl.Allocate([s.Batch, s.Taps, s.OutputSpace], x.Dtype));
        for (long n = 0; n < s.Batch; n++)
        {
            long at = n * s.Channels * s.InputSpace, to = n * s.Taps * s.OutputSpace;
            if (x.Dtype == ScalarType.Float32) Columns.Unfold(x.F32 + at, s, result.Impl.F32 + to);
            else Columns.Unfold(x.F64 + at, s, result.Impl.F64 + to);
        }
        x.Release();
        return input.Recorded ? result.With(new UnfoldNode(s, input)) : result;
    }

    protected override void Backward(Engine engine, Tensor grad)
    {
        var g = Copying.Ready(grad.Impl, grad.dtype);
        var result = Generation.Full(sizes, grad.dtype, 0);
        for (long n = 0; n < shape.Batch; n++)
        {
            long at = n * shape.Channels * shape.InputSpace, from = n * shape.Taps * shape.OutputSpace;
            if (g.Dtype == ScalarType.Float32) Columns.Fold(result.Impl.F32 + at, shape, g.F32 + from);
            else Columns.Fold(result.Impl.F64 + at, shape, g.F64 + from);
        }
        g.Release();
        engine.Send(0, result);
    }

    internal override void Free()
    {
    }
}

/// <summary>Backward of a view in windows that may overlap: each offset inside the window is added by itself.</summary>
internal sealed class WindowsNode : UnaryOutputNode
{
    private readonly long[] sizes;
    private readonly int dim;
    private readonly long size, step;

    internal WindowsNode(Tensor input, int dim, long size, long step)
    {
        sizes = input.Impl.Sizes;
        this.dim = dim;
        this.size = size;
        this.step = step;
        Connect(input);
    }

    protected override void Backward(Engine engine, Tensor grad)
    {
        var result = Generation.Full(sizes, grad.dtype, 0);
        if (sizes.Length == 0) result.add_(grad.reshape([]));
        else
            for (long i = 0; i < size; i++)
            {
                var part = grad.select(-1, i);
                result.slice(dim, i, i + (part.Impl.Sizes[dim] - 1) * step + 1, step).add_(part);
            }
        engine.Send(0, result);
    }

    internal override void Free()
    {
    }
}
