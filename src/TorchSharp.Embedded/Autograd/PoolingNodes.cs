namespace TorchSharp;

using TorchSharp.Kernels;
using static torch;

/// <summary>Largest values over windows of the last dimensions, with their places, and the backward.</summary>
internal sealed unsafe class MaxPoolNode : UnaryOutputNode
{
    private readonly Window[] windows;
    // As PyTorch: changing the input in place between forward and backward is an error.
    private SavedTensor input;
    private SavedTensor places;

    private MaxPoolNode(Window[] windows, Tensor input, Tensor places)
    {
        this.windows = windows;
        this.input = new SavedTensor(input);
        this.places = new SavedTensor(places);
        Connect(input);
    }

    internal static (Tensor Values, Tensor Places) Forward(Tensor input, int dims, Window[] windows)
    {
        var x = Copying.Ready(input.Impl, input.dtype);
        var (sizes, planes) = PoolSizes.Of(x.Sizes, dims, windows);
        var values = TensorImpl.Allocate(sizes, x.Dtype);
        var places = TensorImpl.Allocate(sizes, ScalarType.Int64);
        if (x.Dtype == ScalarType.Float32) Pooling.Max(x.F32, planes, windows, values.F32, places.I64);
        else Pooling.Max(x.F64, planes, windows, values.F64, places.I64);
        x.Release();
        var result = (new Tensor(values), new Tensor(places));
        if (input.Recorded) result.Item1.With(new MaxPoolNode(windows, input, result.Item2));
        return result;
    }

    protected override void Backward(Engine engine, Tensor grad)
    {
        var x = input.Unpack();
        var g = Copying.Ready(grad.Impl, x.Dtype);
        var where = places.Unpack();
        var size = windows.Aggregate(1L, (n, w) => n * w.Input);
        var outputs = windows.Aggregate(1L, (n, w) => n * w.Output);
        var planes = size == 0 ? 0 : x.Numel / size;
        var result = new Tensor(TensorImpl.Allocate(x.Sizes, x.Dtype));
        if (x.Dtype == ScalarType.Float32) Pooling.MaxGradient(g.F32, where.I64, planes, outputs, size, result.Impl.F32);
        else Pooling.MaxGradient(g.F64, where.I64, planes, outputs, size, result.Impl.F64);
        g.Release();
        engine.Send(0, result);
    }

    internal override void Free()
    {
        input.Release();
        places.Release();
    }
}

/// <summary>Means over windows of the last dimensions, and the backward.</summary>
internal sealed unsafe class MeanPoolNode : UnaryOutputNode
{
    private readonly Window[] windows;
    private readonly bool countPadding;
    private readonly long? divisor;
    private SavedTensor input;

    private MeanPoolNode(Tensor input, Window[] windows, bool countPadding, long? divisor)
    {
        this.windows = windows;
        this.countPadding = countPadding;
        this.divisor = divisor;
        this.input = new SavedTensor(input);
        Connect(input);
    }

    internal static Tensor Forward(Tensor input, int dims, Window[] windows, bool countPadding, long? divisor)
    {
        var x = Copying.Ready(input.Impl, input.dtype);
        var (sizes, planes) = PoolSizes.Of(x.Sizes, dims, windows);
        var result = new Tensor(TensorImpl.Allocate(sizes, x.Dtype));
        if (x.Dtype == ScalarType.Float32) Pooling.Mean(x.F32, planes, windows, countPadding, divisor, result.Impl.F32);
        else Pooling.Mean(x.F64, planes, windows, countPadding, divisor, result.Impl.F64);
        x.Release();
        return input.Recorded ? result.With(new MeanPoolNode(input, windows, countPadding, divisor)) : result;
    }

    protected override void Backward(Engine engine, Tensor grad)
    {
        var x = input.Unpack();
        var g = Copying.Ready(grad.Impl, x.Dtype);
        var size = windows.Aggregate(1L, (n, w) => n * w.Input);
        var planes = size == 0 ? 0 : x.Numel / size;
        var result = new Tensor(TensorImpl.Allocate(x.Sizes, x.Dtype));
        if (x.Dtype == ScalarType.Float32) Pooling.MeanGradient(g.F32, planes, windows, countPadding, divisor, result.Impl.F32);
        else Pooling.MeanGradient(g.F64, planes, windows, countPadding, divisor, result.Impl.F64);
        g.Release();
        engine.Send(0, result);
    }

    internal override void Free() => input.Release();
}

/// <summary>Sizes after pooling the last dimensions, and how many planes there are.</summary>
internal static class PoolSizes
{
    internal static (long[] Sizes, long Planes) Of(long[] sizes, int dims, Window[] windows)
    {
        var lead = sizes[..^dims];
        return ([.. lead, .. windows[(3 - dims)..].Select(w => w.Output)], Shape.Numel(lead));
    }
}
