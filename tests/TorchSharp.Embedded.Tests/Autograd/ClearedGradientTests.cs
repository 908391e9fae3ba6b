using TorchSharp;
using static TorchSharp.torch;

namespace TorchSharp.Embedded.Tests;

/// <summary>Gradients that were set to zero read as zero, add up, and keep their handles, whenever the zeros are written.</summary>
public sealed class ClearedGradientTests
{
    private static (Parameter P, OptimizerHelper Optimizer) Ready()
    {
        var p = new Parameter(tensor(new float[] { 1, 2, 3 }));
        return (p, optim.SGD([p], 0.1));
    }

    private static float[] Values(Tensor? t) => t!.data<float>().ToArray();

    [Fact]
    public void A_cleared_gradient_is_zero_through_every_handle()
    {
        using var scope = NewDisposeScope();
        var (p, optimizer) = Ready();
        (p * 2).sum().backward();
        var handle = p.grad!;
        var part = handle[TensorIndex.Slice(1)];
        optimizer.zero_grad();
        Assert.Equal([0, 0, 0], Values(handle));
        Assert.Equal([0, 0], Values(part));
        (p * 3).sum().backward();
        Assert.Equal([3, 3, 3], Values(handle));
        Assert.Equal([3, 3], Values(part));
    }

    [Fact]
    public void The_next_gradient_appears_in_the_handle_held_before()
    {
        using var scope = NewDisposeScope();
        var (p, optimizer) = Ready();
        (p * 2).sum().backward();
        var handle = p.grad!;
        optimizer.zero_grad();
        (p * p).sum().backward();
        Assert.Equal([2, 4, 6], Values(handle));
        (p * p).sum().backward();
        Assert.Equal([4, 8, 12], Values(handle));
    }

    [Fact]
    public void A_gradient_that_goes_to_two_leaves_stays_whole()
    {
        using var scope = NewDisposeScope();
        var a = new Parameter(tensor(new float[] { 1, 2 }));
        var b = new Parameter(tensor(new float[] { 3, 4 }));
        using var optimizer = optim.SGD([a, b], 0.1);
        (a * 1 + b * 1).sum().backward();
        optimizer.zero_grad();
        (a + b).pow(2).sum().backward();
        Assert.Equal([8, 12], Values(a.grad));
        Assert.Equal([8, 12], Values(b.grad));
        using (no_grad()) a.grad!.mul_(2);
        Assert.Equal([8, 12], Values(b.grad));
    }

    [Fact]
    public void A_step_without_a_new_gradient_changes_nothing()
    {
        using var scope = NewDisposeScope();
        var (p, optimizer) = Ready();
        (p * 2).sum().backward();
        optimizer.zero_grad();
        optimizer.step();
        Assert.Equal([1, 2, 3], Values(p));
        p.grad!.add_(1);
        Assert.Equal([1, 1, 1], Values(p.grad));
    }
}
