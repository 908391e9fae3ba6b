using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace TorchSharp.Embedded.Tests;

/// <summary>What the stand-in refuses with a reason where the package goes on, or ends the process.</summary>
public sealed class RefusalTests
{
    private sealed class WrongCount : autograd.SingleTensorFunction<WrongCount>
    {
        public override string Name => nameof(WrongCount);

        public override Tensor forward(autograd.AutogradContext ctx, params object[] vars) => ((Tensor)vars[0]).mul(2);

        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output) => [grad_output, grad_output];
    }

    private sealed class WrongShape : autograd.SingleTensorFunction<WrongShape>
    {
        public override string Name => nameof(WrongShape);

        public override Tensor forward(autograd.AutogradContext ctx, params object[] vars) => ((Tensor)vars[0]).add((Tensor)vars[1]);

        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output) => [grad_output, grad_output.sum()];
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
    public void A_gradient_of_another_shape_is_an_error()
    {
        using var scope = NewDisposeScope();
        var error = Assert.Throws<ExternalException>(() => WrongShape.apply(ones(4, 3).requires_grad_(), ones(3).requires_grad_()).sum().backward());
        Assert.Contains("expected shape compatible with [3]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Gradients_of_gradients_are_refused_with_a_reason()
    {
        using var scope = NewDisposeScope();
        var x = ones(1, requires_grad: true);
        Assert.Contains("create_graph", Assert.Throws<NotSupportedException>(() => (x * x).backward(create_graph: true)).Message);
    }

    [Fact]
    public void Sparse_gradients_and_other_devices_name_the_switch()
    {
        Assert.Contains("TorchSharp=cpu", Assert.Throws<NotSupportedException>(() => nn.Embedding(4, 5, sparse: true)).Message, StringComparison.Ordinal);
        Assert.Contains("TorchSharp=cpu", Assert.Throws<NotSupportedException>(() => ones(2).to(DeviceType.CUDA)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Groups_that_do_not_divide_and_a_divisor_of_zero()
    {
        Assert.Contains("divisible by groups", Assert.ThrowsAny<Exception>(() => nn.Conv1d(3, 4, 3, groups: 2)).Message, StringComparison.Ordinal);
        Assert.Contains("divisor must be not zero", Assert.ThrowsAny<Exception>(() => nn.functional.avg_pool2d(rand(2, 3, 4, 4), 2, divisor_override: 0)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_norm_over_one_value_a_channel()
    {
        using var scope = NewDisposeScope();
        var error = Assert.ThrowsAny<Exception>(() => nn.functional.batch_norm(rand(1, 3), null, null, training: true));
        Assert.Contains("more than 1 value per channel when training, got input size [1, 3]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Products_that_do_not_fit()
    {
        using var scope = NewDisposeScope();
        Assert.Contains("2x3 and 2x3", Assert.Throws<ExternalException>(() => ones(2, 3).matmul(ones(2, 3))).Message, StringComparison.Ordinal);
    }
}
