namespace TorchSharp;

using TorchSharp.Kernels;
using static torch;

/// <summary>Normalisation of [batch, channels, space…] by channel, and its backward.</summary>
internal sealed unsafe class BatchNormNode : UnaryOutputNode
{
    private readonly double[] mean;
    private readonly double[] scale;
    private readonly bool constant;
    private SavedTensor input;
    private SavedTensor weight;

    private BatchNormNode(Tensor input, Tensor? weight, Tensor? bias, double[] mean, double[] scale, bool constant)
    {
        this.mean = mean;
        this.scale = scale;
        this.constant = constant;
        this.input = new SavedTensor(input);
        this.weight = new SavedTensor(weight);
        Connect(input, weight, bias);
    }

    /// <summary>With <paramref name="training"/> the statistics are those of the batch, and the running ones move towards them.</summary>
    internal static Tensor Forward(Tensor input, Tensor? runningMean, Tensor? runningVar, Tensor? weight, Tensor? bias, bool training, double momentum, double eps)
    {
        var dtype = input.dtype;
        var x = Copying.Ready(input.Impl, dtype);
        var (batch, channels, space) = Sizes(x);
        var mean = new double[channels];
        var variance = new double[channels];
        if (training)
        {
            if (dtype == ScalarType.Float32) BatchNormalization.Statistics(x.F32, batch, channels, space, mean, variance);
            else BatchNormalization.Statistics(x.F64, batch, channels, space, mean, variance);
            double count = batch * space;
            Move(runningMean, mean, momentum, 1);
            Move(runningVar, variance, momentum, count / (count - 1));
        }
        else
        {
            Read(runningMean!, mean);
            Read(runningVar!, variance);
        }
        var scale = Array.ConvertAll(variance, v => 1 / Math.Sqrt(v + eps));
        var result = new Tensor(TensorImpl.Allocate(x.Sizes, dtype));
        var w = weight is null ? null : Copying.Ready(weight.Impl, dtype);
        var b = bias is null ? null : Copying.Ready(bias.Impl, dtype);
        if (dtype == ScalarType.Float32) BatchNormalization.Forward(x.F32, batch, channels, space, mean, scale, w == null ? null : w.F32, b == null ? null : b.F32, result.Impl.F32);
        else BatchNormalization.Forward(x.F64, batch, channels, space, mean, scale, w == null ? null : w.F64, b == null ? null : b.F64, result.Impl.F64);
        x.Release();
        w?.Release();
        b?.Release();
        var recorded = GradMode.Enabled && (input.Impl.RequiresGrad || (weight is not null && weight.Impl.RequiresGrad) || (bias is not null && bias.Impl.RequiresGrad));
        return recorded ? result.With(new BatchNormNode(input, weight, bias, mean, scale, !training)) : result;
    }

    private static (long Batch, long Channels, long Space) Sizes(TensorImpl x) => (x.Sizes[0], x.Sizes[1], Shape.Numel(x.Sizes[2..]));

    private static void Read(Tensor running, double[] values)
    {
        for (long c = 0; c < values.Length; c++) values[c] = Tensor.ReadDouble(running.Impl, c * running.Impl.Strides[0]);
    }

    private static void Move(Tensor? running, double[] values, double momentum, double correction)
    {
        if (running is null) return;
        var own = running.Impl;
        for (long c = 0; c < values.Length; c++)
        {
            var at = c * own.Strides[0];
            if (own.Dtype == ScalarType.Float32) own.F32[at] = (float)((1 - momentum) * own.F32[at] + momentum * correction * values[c]);
            else own.F64[at] = (1 - momentum) * own.F64[at] + momentum * correction * values[c];
        }
        own.Storage.Version++;
    }

    protected override void Backward(Engine engine, Tensor grad)
    {
        var x = Copying.Ready(input.Unpack(), grad.dtype);
        var g = Copying.Ready(grad.Impl, grad.dtype);
        var w = weight.IsEmpty ? null : Copying.Ready(weight.Unpack(), grad.dtype);
        var (batch, channels, space) = Sizes(x);
        var dx = Needs(0) ? new Tensor(TensorImpl.Allocate(x.Sizes, grad.dtype)) : null;
        var dw = Needs(1) ? new Tensor(TensorImpl.Allocate([channels], grad.dtype)) : null;
        var db = Needs(2) ? new Tensor(TensorImpl.Allocate([channels], grad.dtype)) : null;
        if (grad.dtype == ScalarType.Float32)
            BatchNormalization.Backward(x.F32, g.F32, batch, channels, space, mean, scale, w == null ? null : w.F32, constant, dx is null ? null : dx.Impl.F32, dw is null ? null : dw.Impl.F32, db is null ? null : db.Impl.F32);
        else
            BatchNormalization.Backward(x.F64, g.F64, batch, channels, space, mean, scale, w == null ? null : w.F64, constant, dx is null ? null : dx.Impl.F64, dw is null ? null : dw.Impl.F64, db is null ? null : db.Impl.F64);
        x.Release();
        g.Release();
        w?.Release();
        engine.Send(0, dx);
        engine.Send(1, dw);
        engine.Send(2, db);
    }

    internal override void Free()
    {
        input.Release();
        weight.Release();
    }
}
