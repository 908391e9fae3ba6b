using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace TorchSharp.Embedded.Tests;

public sealed class CustomFunctionTests
{
    private sealed class ScaledLinear : autograd.SingleTensorFunction<ScaledLinear>
    {
        public override string Name => nameof(ScaledLinear);

        public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
        {
            var (x, w) = ((Tensor)vars[0], (Tensor)vars[1]);
            ctx.save_for_backward([x, w]);
            ctx.save_data("scale", (float)vars[2]);
            return x.mm(w.t()).mul((float)vars[2]);
        }

        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
        {
            var saved = ctx.get_saved_variables();
            var scaled = grad_output.mul((float)ctx.get_data("scale"));
            return [scaled.mm(saved[1]), scaled.t().mm(saved[0]), null!];
        }
    }

    private sealed class WrongCount : autograd.SingleTensorFunction<WrongCount>
    {
        public override string Name => nameof(WrongCount);

        public override Tensor forward(autograd.AutogradContext ctx, params object[] vars) => ((Tensor)vars[0]).mul(2);

        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output) => [grad_output, grad_output];
    }

    private sealed class SummedGradient : autograd.SingleTensorFunction<SummedGradient>
    {
        public override string Name => nameof(SummedGradient);

        public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
        {
            ctx.save_data("whole", (bool)vars[2]);
            return ((Tensor)vars[0]).add((Tensor)vars[1]);
        }

        // The bias gradient is forgotten to be summed over the batch, or summed over everything.
        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output) =>
            [grad_output, (bool)ctx.get_data("whole") ? grad_output.sum() : grad_output, null!];
    }

    private sealed class SumAndProduct : autograd.MultiTensorFunction<SumAndProduct>
    {
        public override string Name => nameof(SumAndProduct);

        public override List<Tensor> forward(autograd.AutogradContext ctx, params object[] vars)
        {
            ctx.save_for_backward([(Tensor)vars[0], (Tensor)vars[1]]);
            return [(Tensor)vars[0] + (Tensor)vars[1], (Tensor)vars[0] * (Tensor)vars[1]];
        }

        public override List<Tensor> backward(autograd.AutogradContext ctx, List<Tensor> grad_outputs)
        {
            var s = ctx.get_saved_variables();
            return [grad_outputs[0] + grad_outputs[1] * s[1], grad_outputs[0] + grad_outputs[1] * s[0]];
        }
    }

    [Fact]
    public void A_broadcast_gradient_is_summed_back_and_any_other_shape_is_refused()
    {
        using var scope = NewDisposeScope();
        var bias = ones(3).requires_grad_();
        SummedGradient.apply(ones(4, 3), bias, false).sum().backward();
        Assert.Equal([4f, 4f, 4f], bias.grad!.data<float>().ToArray());
        var error = Assert.Throws<ExternalException>(() => SummedGradient.apply(ones(4, 3).requires_grad_(), ones(3).requires_grad_(), true).sum().backward());
        Assert.Contains("expected shape compatible with [3]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Equals_the_built_in_composition()
    {
        using var scope = NewDisposeScope();
        var generator = new Generator(1);
        Tensor[] Make() => [randn(5, 4, generator: generator).requires_grad_(), randn(3, 4, generator: generator).requires_grad_()];
        var a = Make();
        generator.manual_seed(1);
        var b = Make();
        (ScaledLinear.apply(a[0], a[1], 1.5f).square()).sum().backward();
        (b[0].matmul(b[1].t()) * 1.5f).square().sum().backward();
        for (var i = 0; i < 2; i++) Assert.True(a[i].grad!.allclose(b[i].grad!, 1e-5, 1e-5));
    }

    [Fact]
    public void Several_outputs()
    {
        using var scope = NewDisposeScope();
        var x = tensor(3.0).requires_grad_();
        var y = tensor(5.0).requires_grad_();
        var both = SumAndProduct.apply(x, y);
        (both[0] * 2 + both[1] * 10).backward();
        Assert.Equal(52, x.grad!.ToDouble(), 5);
        Assert.Equal(32, y.grad!.ToDouble(), 5);
        // Only one output used: the other's gradient arrives as zeros.
        x.grad = null;
        SumAndProduct.apply(x, y)[1].backward();
        Assert.Equal(5, x.grad!.ToDouble(), 5);
    }

    [Fact]
    public void A_wrong_number_of_gradients_is_an_error()
    {
        using var scope = NewDisposeScope();
        var x = ones(2, requires_grad: true);
        var y = WrongCount.apply(x);
        Assert.Contains("incorrect number of gradients", Assert.Throws<ExternalException>(() => y.sum().backward()).Message);
    }

    [Fact]
    public void Nothing_is_recorded_without_need()
    {
        using var scope = NewDisposeScope();
        Assert.False(WrongCount.apply(ones(2)).requires_grad);
        using var off = no_grad();
        Assert.False(WrongCount.apply(ones(2, requires_grad: true)).requires_grad);
    }
}
