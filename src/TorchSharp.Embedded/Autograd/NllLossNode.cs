namespace TorchSharp;

using TorchSharp.Kernels;
using static torch;

/// <summary>Negative log likelihood of the wanted classes over rows, with weights per class and an ignored class.</summary>
internal sealed unsafe class NllLossNode : UnaryOutputNode
{
    private SavedTensor target;
    private readonly double[] factors;
    private readonly nn.Reduction reduction;
    private readonly long classes;

    private NllLossNode(Tensor input, Tensor target, double[] factors, nn.Reduction reduction)
    {
        this.target = new SavedTensor(target);
        this.factors = factors;
        this.reduction = reduction;
        classes = input.Impl.Sizes[1];
        Connect(input);
    }

    internal static Tensor Forward(Tensor input, Tensor target, Tensor? weight, long ignored, nn.Reduction reduction)
    {
        var logs = Copying.Ready(input.Impl, input.Impl.Dtype);
        var wanted = Copying.Ready(target.Impl, ScalarType.Int64);
        var weights = weight is null ? null : Copying.Ready(weight.Impl, ScalarType.Float64);
        long n = logs.Sizes[0], m = logs.Sizes[1];
        var factors = new double[n];
        var losses = new double[n];
        double total = 0, sum = 0;
        for (long i = 0; i < n; i++)
        {
            var k = wanted.I64[i];
            if (k == ignored) continue;
            if (k < 0 || k >= m) throw TorchError.New($"Target {k} is out of bounds.");
            factors[i] = weights == null ? 1 : weights.F64[k];
            losses[i] = -factors[i] * Tensor.ReadDouble(logs, i * m + k);
            total += factors[i];
            sum += losses[i];
        }
        Tensor result;
        if (reduction == nn.Reduction.None) result = Generation.FromArray(losses, [n], logs.Dtype, null, false, null);
        else
        {
            if (reduction == nn.Reduction.Mean)
            {
                sum /= total;
                for (long i = 0; i < n; i++) factors[i] /= total;
            }
            result = Generation.Full(Shape.Scalar, logs.Dtype, sum);
        }
        logs.Release();
        wanted.Release();
        weights?.Release();
        return input.Recorded ? result.With(new NllLossNode(input, target, factors, reduction)) : result;
    }

    protected override void Backward(Engine engine, Tensor grad)
    {
        var wanted = Copying.Ready(target.Unpack(), ScalarType.Int64);
        var g = Copying.Ready(grad.Impl, grad.Impl.Dtype);
        var result = Generation.Full([factors.Length, classes], grad.dtype, 0);
        for (long i = 0; i < factors.Length; i++)
        {
            if (factors[i] == 0) continue;
            var value = -factors[i] * Tensor.ReadDouble(g, reduction == nn.Reduction.None ? i : 0);
            var at = i * classes + wanted.I64[i];
            if (grad.dtype == ScalarType.Float32) result.Impl.F32[at] = (float)value;
            else result.Impl.F64[at] = value;
        }
        wanted.Release();
        g.Release();
        engine.Send(0, result);
    }

    internal override void Free() => target.Release();
}
