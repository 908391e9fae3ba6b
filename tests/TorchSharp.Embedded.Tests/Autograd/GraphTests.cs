using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace TorchSharp.Embedded.Tests;

public sealed class GraphTests
{
    [Fact]
    public void Gradients_accumulate_until_cleared()
    {
        using var scope = NewDisposeScope();
        var x = ones(3, requires_grad: true);
        (x * 2).sum().backward();
        (x * 3).sum().backward();
        Assert.Equal([5f, 5f, 5f], x.grad!.data<float>().ToArray());
        x.grad = null;
        Assert.Null(x.grad);
    }

    [Fact]
    public void Two_leaves_of_one_gradient_do_not_share_it()
    {
        using var scope = NewDisposeScope();
        var a = ones(4, requires_grad: true);
        var b = ones(4, requires_grad: true);
        (a + b).backward([ones(4)]);
        using (no_grad()) a.grad!.mul_(7);
        Assert.Equal([1f, 1f, 1f, 1f], b.grad!.data<float>().ToArray());
    }

    [Fact]
    public void The_callers_gradient_is_never_taken_over()
    {
        using var scope = NewDisposeScope();
        var a = ones(2, requires_grad: true);
        var given = full(2, 3f);
        (a + 0).backward([given]);
        given.zero_();
        Assert.Equal([3f, 3f], a.grad!.data<float>().ToArray());
    }

    [Fact]
    public void A_diamond_sums_both_ways()
    {
        using var scope = NewDisposeScope();
        var x = tensor(2.0, ScalarType.Float64, requires_grad: true);
        var y = x * x;
        var z = y * 3 + y.exp() + x;
        z.backward();
        Assert.Equal(2 * 2 * (3 + Math.Exp(4)) + 1, x.grad!.item<double>(), 9);
    }

    [Fact]
    public void No_grad_is_per_thread()
    {
        using var off = no_grad();
        Assert.False(is_grad_enabled());
        var elsewhere = false;
        var thread = new Thread(() => elsewhere = is_grad_enabled());
        thread.Start();
        thread.Join();
        Assert.True(elsewhere);
        using (enable_grad()) Assert.True(is_grad_enabled());
        Assert.False(is_grad_enabled());
    }

    [Fact]
    public void Backward_twice_is_refused_unless_retained()
    {
        using var scope = NewDisposeScope();
        var x = ones(2, requires_grad: true);
        var once = (x * x).sum();
        once.backward();
        Assert.Contains("second time", Assert.Throws<ExternalException>(() => once.backward()).Message);
        var twice = (x * x).sum();
        twice.backward(retain_graph: true);
        twice.backward();
        Assert.Equal([6f, 6f], x.grad!.data<float>().ToArray());
    }

    [Fact]
    public void A_saved_tensor_changed_in_place_is_refused()
    {
        using var scope = NewDisposeScope();
        var x = ones(3, requires_grad: true);
        var y = x * 2;
        var z = y * y;
        y.add_(1);
        var message = Assert.Throws<ExternalException>(() => z.sum().backward()).Message;
        Assert.Contains("modified by an inplace operation", message);
        Assert.Contains("expected version 0", message);
    }

    [Fact]
    public void A_parameter_changed_between_forward_and_backward_is_refused()
    {
        using var scope = NewDisposeScope();
        using var layer = nn.Linear(3, 2);
        var x = randn(4, 3).requires_grad_();
        var loss = layer.call(x).sum();
        using (no_grad()) layer.weight.mul_(0.5);
        Assert.Contains("inplace", Assert.Throws<ExternalException>(() => loss.backward()).Message);
    }

    [Fact]
    public void A_leaf_and_its_views_refuse_in_place_changes()
    {
        using var scope = NewDisposeScope();
        var x = ones(3, 2, requires_grad: true);
        Assert.Contains("leaf Variable", Assert.Throws<ExternalException>(() => x.add_(1)).Message);
        Assert.Contains("view of a leaf", Assert.Throws<ExternalException>(() => x[0].add_(1)).Message);
        using (no_grad()) x.add_(1);
        Assert.Equal(2f, x[0, 0].item<float>());
    }

    [Fact]
    public void Retained_gradients_and_grad_of()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new double[] { 1, 2 }).requires_grad_();
        var y = x * x;
        y.retain_grad();
        y.sum().backward();
        Assert.Equal([1.0, 1.0], y.grad!.data<double>().ToArray());
        var again = (x * x * x).sum();
        var grads = autograd.grad([again], [x]);
        Assert.Equal([3.0, 12.0], grads[0].data<double>().ToArray());
        Assert.Equal([2.0, 4.0], x.grad!.data<double>().ToArray());
    }

    [Fact]
    public void Disposing_intermediates_before_backward_is_harmless()
    {
        using var scope = NewDisposeScope();
        var x = full(1000, 2f, requires_grad: true);
        var y = x * x;
        var z = y * x;
        y.Dispose();
        // Fresh tensors of the same size would reuse the buffer if it had been given back too early.
        for (var i = 0; i < 10; i++) full(1000, 9f);
        z.sum().backward();
        Assert.All(x.grad!.data<float>().ToArray(), g => Assert.Equal(12f, g));
    }
}
