using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace TorchSharp.Embedded.Tests;

/// <summary>In-place changes through views, with the rules of PyTorch.</summary>
public sealed class InPlaceViewTests
{
    private static double[] Of(Tensor? x) => [.. x!.data<double>()];

    private static Tensor Leaf(params double[] values) => tensor(values).requires_grad_();

    [Fact]
    public void A_change_through_a_view_reaches_the_base()
    {
        using var scope = NewDisposeScope();
        var x = Leaf(1, 2, 3, 4);
        var y = x * 2;
        y.narrow(0, 1, 2).mul_(3);
        y.square().sum().backward();
        // y = [2x, 6x, 6x, 2x]: d/dx = 2·k²·x.
        Assert.Equal([8.0, 144.0, 216.0, 32.0], Of(x.grad));
    }

    [Fact]
    public void A_view_made_before_the_base_changed_reads_it_anew()
    {
        using var scope = NewDisposeScope();
        var x = Leaf(1, 2, 3, 4);
        var y = x * 2;
        var view = y.narrow(0, 0, 2);
        y.mul_(y.detach().clone());
        view.sum().backward();
        Assert.Equal([4.0, 8.0, 0.0, 0.0], Of(x.grad));
    }

    [Fact]
    public void Sibling_views_see_each_other()
    {
        using var scope = NewDisposeScope();
        var x = Leaf(1, 2, 3, 4);
        var y = (x * 1.0).view(2, 2);
        var column = y.select(1, 0);
        var turned = y.t();
        column.mul_(5).add_(1);
        turned[0].mul_(2);
        (turned * tensor(new double[,] { { 1, 10 }, { 100, 1000 } })).sum().backward();
        Assert.Equal([10.0, 100.0, 100.0, 1000.0], Of(x.grad));
    }

    [Fact]
    public void Writing_a_followed_value_into_a_plain_tensor()
    {
        using var scope = NewDisposeScope();
        var w = Leaf(3, 5);
        var whole = zeros(2, 3, ScalarType.Float64);
        var early = whole[1];
        whole[TensorIndex.Colon, TensorIndex.Slice(0, 2)] = w;
        Assert.True(whole.requires_grad);
        Assert.True(early.requires_grad);
        (whole * whole).sum().backward();
        Assert.Equal([12.0, 20.0], Of(w.grad));
    }

    [Fact]
    public void Retained_gradients_follow_the_change()
    {
        using var scope = NewDisposeScope();
        var x = Leaf(1, 2);
        var y = x * 2;
        y.retain_grad();
        y[0].mul_(3);
        (y * tensor(new double[] { 5, 7 })).sum().backward();
        Assert.Equal([5.0, 7.0], Of(y.grad));
        Assert.Equal([30.0, 14.0], Of(x.grad));
    }

    [Fact]
    public void A_saved_base_changed_through_a_view_is_refused()
    {
        using var scope = NewDisposeScope();
        var x = Leaf(1, 2);
        var y = x * 2;
        var z = y * y;
        y[0].add_(1);
        Assert.Contains("modified by an inplace operation", Assert.Throws<ExternalException>(() => z.sum().backward()).Message);
    }

    [Fact]
    public void A_saved_view_changed_through_its_base_is_refused()
    {
        using var scope = NewDisposeScope();
        var x = Leaf(1, 2);
        var y = x * 2;
        var z = y[0] * y[1];
        y.add_(1);
        Assert.Contains("modified by an inplace operation", Assert.Throws<ExternalException>(() => z.backward()).Message);
    }

    [Fact]
    public void Views_that_PyTorch_refuses_to_change_are_refused()
    {
        using var scope = NewDisposeScope();
        var y = Leaf(1, 2, 3, 4) * 2;
        Assert.Contains("multiple views", Assert.Throws<ExternalException>(() => y.chunk(2)[0].mul_(2)).Message);
        Assert.Contains("multiple views", Assert.Throws<ExternalException>(() => y.unbind()[0].mul_(2)).Message);
        Tensor hidden;
        using (no_grad()) hidden = y.narrow(0, 0, 2);
        Assert.Contains("no_grad mode", Assert.Throws<ExternalException>(() => hidden.mul_(2)).Message);
        Assert.Contains("single memory location", Assert.Throws<ExternalException>(() => y.unsqueeze(0).expand(3, 4).mul_(2)).Message);
        // Nothing follows these, so they may change.
        zeros(4).chunk(2)[0].fill_(1);
    }

    [Fact]
    public void An_expanded_view_regenerated_sums_its_repeats()
    {
        using var scope = NewDisposeScope();
        var x = Leaf(1, 2);
        var y = x * 1.0;
        var wide = y.unsqueeze(1).expand(2, 3);
        y.mul_(2);
        (wide * arange(6, ScalarType.Float64).view(2, 3)).sum().backward();
        Assert.Equal([6.0, 24.0], Of(x.grad));
    }

    [Fact]
    public void Random_values_and_fills_forget_the_past()
    {
        using var scope = NewDisposeScope();
        var x = Leaf(1, 2, 3);
        var y = x * 2;
        y[0].normal_();
        y[1].fill_(9);
        y.sum().backward();
        Assert.Equal([0.0, 0.0, 2.0], Of(x.grad));
    }
}
