namespace TorchSharp;

using TorchSharp.Kernels;
using static torch;

/// <summary>Normalisation over the last dimensions, and its backward.</summary>
internal sealed unsafe class LayerNormNode : UnaryOutputNode
{
    private readonly long rows, length;
    private readonly long[] shape;
    private SavedTensor input;
    private SavedTensor weight;
    /// <summary>[2, rows]: means, then 1/√(variance + eps).</summary>
    private SavedTensor statistics;

    private LayerNormNode(Tensor input, Tensor? weight, Tensor? bias, Tensor statistics, long[] shape, long rows, long length)
    {
        this.rows = rows;
        this.length = length;
        this.shape = shape;
        this.input = new SavedTensor(input);
        this.weight = new SavedTensor(weight);
        this.statistics = new SavedTensor(statistics);
        Connect(input, weight, bias);
    }

    internal static Tensor Forward(Tensor input, long[] shape, Tensor? weight, Tensor? bias, double eps)
    {
        var dtype = input.dtype;
        long length = Shape.Numel(shape), rows = length == 0 ? 0 : input.Impl.Numel / length;
        var x = Copying.Ready(input.Impl, dtype);
        var w = weight is null ? null : Copying.Ready(weight.Impl, dtype);
        var b = bias is null ? null : Copying.Ready(bias.Impl, dtype);
        var result = new Tensor(TensorImpl.Allocate(x.Sizes, dtype));
        using var statistics = new Tensor(TensorImpl.Allocate([2, rows], ScalarType.Float64));
        double* mean = statistics.Impl.F64, scale = mean + rows;
        if (dtype == ScalarType.Float32) LayerNormalization.Forward(x.F32, rows, length, eps, w == null ? null : w.F32, b == null ? null : b.F32, result.Impl.F32, mean, scale);
        else LayerNormalization.Forward(x.F64, rows, length, eps, w == null ? null : w.F64, b == null ? null : b.F64, result.Impl.F64, mean, scale);
        x.Release();
        w?.Release();
        b?.Release();
        var recorded = GradMode.Enabled && (input.Impl.RequiresGrad || (weight is not null && weight.Impl.RequiresGrad) || (bias is not null && bias.Impl.RequiresGrad));
        return recorded ? result.With(new LayerNormNode(input, weight, bias, statistics, shape, rows, length)) : result;
    }

    protected override void Backward(Engine engine, Tensor grad)
    {
        var dtype = grad.dtype;
        var x = Copying.Ready(input.Unpack(), dtype);
        var g = Copying.Ready(grad.Impl, dtype);
        var w = weight.IsEmpty ? null : Copying.Ready(weight.Unpack(), dtype);
        double* mean = statistics.Unpack().F64, scale = mean + rows;
        if (Needs(0))
        {
            var dx = new Tensor(TensorImpl.Allocate(x.Sizes, dtype));
            if (dtype == ScalarType.Float32) LayerNormalization.InputGradient(x.F32, g.F32, rows, length, w == null ? null : w.F32, mean, scale, dx.Impl.F32);
            else LayerNormalization.InputGradient(x.F64, g.F64, rows, length, w == null ? null : w.F64, mean, scale, dx.Impl.F64);
            engine.Send(0, dx);
        }
        var dw = Needs(1) ? new Tensor(TensorImpl.Allocate(shape, dtype)) : null;
        var db = Needs(2) ? new Tensor(TensorImpl.Allocate(shape, dtype)) : null;
        if (dw is not null || db is not null)
        {
            if (dtype == ScalarType.Float32) LayerNormalization.ParameterGradients(x.F32, g.F32, rows, length, mean, scale, dw is null ? null : dw.Impl.F32, db is null ? null : db.Impl.F32);
            else LayerNormalization.ParameterGradients(x.F64, g.F64, rows, length, mean, scale, dw is null ? null : dw.Impl.F64, db is null ? null : db.Impl.F64);
        }
        x.Release();
        g.Release();
        w?.Release();
        engine.Send(1, dw);
        engine.Send(2, db);
    }

    internal override void Free()
    {
        input.Release();
        weight.Release();
        statistics.Release();
    }
}
