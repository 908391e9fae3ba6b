using TorchSharp;
using static TorchSharp.torch;

namespace TorchSharp.Embedded.Tests;

public sealed class DisposeScopeTests
{
    [Fact]
    public void A_scope_disposes_what_was_made_in_it()
    {
        Tensor kept, moved, gone;
        using (var outer = NewDisposeScope())
        {
            using (var scope = NewDisposeScope())
            {
                gone = ones(3);
                kept = ones(3).DetachFromDisposeScope();
                moved = (ones(3) * 2).MoveToOuterDisposeScope();
                Assert.Equal(2, scope.DisposablesCount);
                Assert.True(scope.Contains(gone));
            }
            Assert.True(gone.IsInvalid);
            Assert.False(moved.IsInvalid);
            Assert.True(outer.Contains(moved));
        }
        Assert.True(moved.IsInvalid);
        Assert.False(kept.IsInvalid);
        kept.Dispose();
    }

    [Fact]
    public void Moving_attaching_and_keeping()
    {
        using var outer = NewDisposeScope();
        using var scope = NewDisposeScope();
        var a = ones(2);
        var b = ones(2);
        var (c, d) = scope.MoveToOuter(ones(2), ones(2));
        Assert.Equal(2, outer.DisposablesCount);
        Assert.Same(a, scope.DisposeEverythingBut(a));
        Assert.True(b.IsInvalid);
        scope.Detach(a);
        Assert.Equal(0, scope.DisposablesCount);
        scope.Attach(a);
        a.Dispose();
        Assert.Equal(0, scope.DisposablesCount);
        c.Dispose();
        Assert.Equal([d], outer.DisposablesView);
        var wrapped = WrappedTensorDisposeScope(() => ones(2) + ones(2));
        Assert.Equal(2f, wrapped[0].item<float>());
    }

    [Fact]
    public void Scopes_belong_to_their_thread()
    {
        using var scope = NewDisposeScope();
        Tensor? other = null;
        var thread = new Thread(() => other = ones(2));
        thread.Start();
        thread.Join();
        Assert.Equal(0, scope.DisposablesCount);
        other!.Dispose();
    }

    [Fact]
    public void A_disposed_tensor_is_an_error_not_somebody_elses_memory()
    {
        var x = ones(3);
        var values = x.data<float>();
        x.Dispose();
        x.Dispose();
        Assert.Throws<InvalidOperationException>(() => x + 1);
        Assert.Throws<InvalidOperationException>(() => values[0]);
    }

    [Fact]
    public void A_parameter_takes_the_value_over()
    {
        using var scope = NewDisposeScope();
        var data = ones(3);
        var parameter = new Parameter(data);
        Assert.True(data.IsInvalid);
        Assert.True(parameter.requires_grad);
        Assert.True(scope.Contains(parameter));
        Assert.Equal(1, scope.DisposablesCount);
    }
}
