namespace TorchSharp;

using TorchSharp.Kernels;
using static torch;

/// <summary>Convolution of [batch, channels, space…] and its backward.</summary>
internal sealed unsafe class ConvolutionNode : UnaryOutputNode
{
    private readonly ConvolutionShape shape;
    private SavedTensor x;
    private SavedTensor w;
    private readonly long[] inputSizes;
    private readonly long[] weightSizes;

    private ConvolutionNode(ConvolutionShape shape, Tensor input, Tensor weight, Tensor? bias)
    {
        this.shape = shape;
        inputSizes = input.Impl.Sizes;
        weightSizes = weight.Impl.Sizes;
        Connect(input, weight, bias);
        if (Needs(1)) x = new SavedTensor(input);
        if (Needs(0)) w = new SavedTensor(weight);
    }

    internal static Tensor Forward(ConvolutionShape shape, long[] outputSizes, Tensor input, Tensor weight, Tensor? bias)
    {
        var dtype = input.dtype;
        var result = TensorImpl.Allocate(outputSizes, dtype);
        var x = Copying.Ready(input.Impl, dtype);
        var w = Copying.Ready(weight.Impl, dtype);
        var b = bias is null ? null : Copying.Ready(bias.Impl, dtype);
        if (result.Numel > 0)
        {
            if (dtype == ScalarType.Float32) PackedConvolution.Forward(shape, x.F32, w.F32, b == null ? null : b.F32, result.F32);
            else if (dtype == ScalarType.Float64) PlainConvolution.Forward(shape, x.F64, w.F64, b == null ? null : b.F64, result.F64);
            else PlainConvolution.Forward(shape, x.I64, w.I64, b == null ? null : b.I64, result.I64);
        }
        x.Release();
        w.Release();
        b?.Release();
        var output = new Tensor(result);
        var recorded = GradMode.Enabled && (input.Impl.RequiresGrad || weight.Impl.RequiresGrad || (bias is not null && bias.Impl.RequiresGrad));
        return recorded ? output.With(new ConvolutionNode(shape, input, weight, bias)) : output;
    }

    protected override void Backward(Engine engine, Tensor grad)
    {
        var dtype = grad.dtype;
        var g = Copying.Ready(grad.Impl, dtype);
        if (Needs(0))
        {
            var result = new Tensor(TensorImpl.Allocate(inputSizes, dtype));
            var weight = Copying.Ready(w.Unpack(), dtype);
            if (dtype == ScalarType.Float32) PackedConvolution.InputGradient(shape, g.F32, weight.F32, result.Impl.F32);
            else PlainConvolution.InputGradient(shape, g.F64, weight.F64, result.Impl.F64);
            weight.Release();
            engine.Send(0, result);
        }
        if (Needs(1))
        {
            var result = new Tensor(TensorImpl.Allocate(weightSizes, dtype));
            var input = Copying.Ready(x.Unpack(), dtype);
            if (dtype == ScalarType.Float32) PackedConvolution.WeightGradient(shape, input.F32, g.F32, result.Impl.F32);
            else PlainConvolution.WeightGradient(shape, input.F64, g.F64, result.Impl.F64);
            input.Release();
            engine.Send(1, result);
        }
        if (Needs(2))
        {
            var mask = new bool[g.Dim];
            Array.Fill(mask, true);
            mask[1] = false;
            if (dtype == ScalarType.Float32)
            {
                var result = new Tensor(TensorImpl.Allocate([weightSizes[0]], dtype));
                PackedConvolution.BiasGradient(shape, g.F32, result.Impl.F32);
                engine.Send(2, result);
            }
            else engine.Send(2, new Tensor(Reduction.Sum(g, mask, false)));
        }
        g.Release();
    }

    internal override void Free()
    {
        x.Release();
        w.Release();
    }
}
