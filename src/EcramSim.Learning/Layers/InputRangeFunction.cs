using TorchSharp;
using static TorchSharp.torch;

namespace EcramSim.Learning.Layers;

/// <summary>clip(x, ±r) in the autograd graph, with the decaying gradient of r that <see cref="InputRange"/> describes.</summary>
internal sealed class InputRangeFunction : autograd.SingleTensorFunction<InputRangeFunction>
{
    public override string Name => nameof(InputRangeFunction);

    /// <summary>Arguments: input, range (one value), the <see cref="InputRange"/>, the value of the range.</summary>
    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        var (x, r) = ((Tensor)vars[0], (float)vars[3]);
        ctx.save_for_backward([x]);
        ctx.save_data("range", vars[2]);
        ctx.save_data("value", r);
        using Scalar low = -r, high = r;
        return x.clamp(low, high);
    }

    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        var x = ctx.get_saved_variables()[0];
        var (range, r) = ((InputRange)ctx.get_data("range"), (float)ctx.get_data("value"));
        var beyond = x.abs() > r;
        var outside = grad_output * beyond.to(ScalarType.Float32);
        var gradient = (outside * x.sign()).sum().reshape(1);
        if (beyond.to(ScalarType.Float32).mean().item<float>() < 1 - range.LeastInside) gradient = gradient + (float)(range.Decay * r);
        return [grad_output - outside, gradient, null!, null!];
    }
}
