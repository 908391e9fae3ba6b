using TorchSharp;
using static TorchSharp.torch;

namespace EcramSim.Learning.Layers;

/// <summary>
/// The analog layer in the autograd graph: forward reads the tile, backward reads it transposed and hands inputs and errors to
/// the layer for its next update. The weights are no tensor of the graph: no gradient matrix is ever formed.
/// </summary>
internal sealed class AnalogLinearFunction : autograd.SingleTensorFunction<AnalogLinearFunction>
{
    public override string Name => nameof(AnalogLinearFunction);

    /// <summary>Arguments: input (batch × inputs), bias or null, layer, whether somebody needs the gradient of the input.</summary>
    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        var (x, bias, layer) = ((Tensor)vars[0], vars[1] as Tensor, (AnalogLinear)vars[2]);
        ctx.save_for_backward([x]);
        ctx.save_data("layer", layer);
        ctx.save_data("bias", bias is not null);
        ctx.save_data("input", vars[3]);
        return layer.Read(x, bias);
    }

    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        var x = ctx.get_saved_variables()[0];
        var layer = (AnalogLinear)ctx.get_data("layer");
        var input = layer.ReadBack(x, grad_output, (bool)ctx.get_data("input"));
        // 0L, not 0: a literal 0 is also a ScalarType, and that overload would sum over everything.
        var bias = (bool)ctx.get_data("bias") ? grad_output.sum(0L) : null;
        return [input, bias!, null!, null!];
    }
}
