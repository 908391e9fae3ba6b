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

    private sealed class Biased : autograd.SingleTensorFunction<Biased>
    {
        public override string Name => nameof(Biased);

        public override Tensor forward(autograd.AutogradContext ctx, params object[] vars) => ((Tensor)vars[0]).add((Tensor)vars[1]);

        // The bias gradient is forgotten to be summed over the batch.
        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output) => [grad_output, grad_output];
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
    public void A_broadcast_gradient_is_summed_back()
    {
        using var scope = NewDisposeScope();
        var bias = ones(3).requires_grad_();
        Biased.apply(ones(4, 3), bias).sum().backward();
        Assert.Equal([4f, 4f, 4f], bias.grad!.data<float>().ToArray());
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
    public void Nothing_is_recorded_without_need()
    {
        using var scope = NewDisposeScope();
        Assert.False(Biased.apply(ones(2), ones(2)).requires_grad);
        using var off = no_grad();
        Assert.False(Biased.apply(ones(2, requires_grad: true), ones(2)).requires_grad);
    }
}
