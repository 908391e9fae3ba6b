using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace TorchSharp.Embedded.Tests;

/// <summary>The fused recurrent layers against the obvious ones, and against finite differences.</summary>
public sealed class RecurrentKernelTests
{
    public static TheoryData<string, ScalarType> Kinds()
    {
        var data = new TheoryData<string, ScalarType>();
        foreach (var kind in new[] { "tanh", "relu", "LSTM", "GRU" })
        {
            data.Add(kind, ScalarType.Float64);
            data.Add(kind, ScalarType.Float32);
        }
        return data;
    }

    private static (nn.Module Module, Func<Tensor, Tensor, Tensor, Tensor[]> Run) Make(string kind, long inputs, long width, int layers, bool bias, bool both, ScalarType dtype)
    {
        if (kind == "LSTM")
        {
            var lstm = nn.LSTM(inputs, width, layers, bias, bidirectional: both, dtype: dtype);
            return (lstm, (x, h, c) =>
            {
                var (y, hn, cn) = lstm.call(x, (h, c));
                return [y, hn, cn];
            });
        }
        nn.Module<Tensor, Tensor?, (Tensor, Tensor)> module = kind == "GRU"
            ? nn.GRU(inputs, width, layers, bias, bidirectional: both, dtype: dtype)
            : nn.RNN(inputs, width, layers, kind == "relu" ? nn.NonLinearities.ReLU : nn.NonLinearities.Tanh, bias, bidirectional: both, dtype: dtype);
        return (module, (x, h, _) =>
        {
            var (y, hn) = module.call(x, h);
            return [y, hn];
        });
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Fused_agrees_with_the_obvious(string kind, ScalarType dtype)
    {
        var generator = new Generator(21);
        foreach (var (steps, batch, inputs, width, layers, bias, both) in new[] { (1, 1, 1, 1, 1, true, false), (4, 3, 5, 7, 1, false, false), (5, 2, 3, 8, 2, true, true), (3, 5, 9, 13, 3, true, true), (2, 1, 4, 17, 2, false, true) })
        {
            using var scope = NewDisposeScope();
            var (module, run) = Make(kind, inputs, width, layers, bias, both, dtype);
            using var disposed = module;
            var sides = both ? 2 : 1;
            Tensor R(params long[] size) => randn(size, dtype, generator: generator);
            var x = R(steps, batch, inputs).requires_grad_();
            var h = R(layers * sides, batch, width).requires_grad_();
            var c = R(layers * sides, batch, width).requires_grad_();
            var fused = run(x, h, c);
            var (y, hn, cn) = ObviousRecurrence.Run(kind, module, x, h, c, layers, sides);
            Tensor[] obvious = cn is null ? [y, hn] : [y, hn, cn];
            var tolerance = dtype == ScalarType.Float64 ? 1e-12 : 1e-5;
            Tensor[] leaves = [x, h, .. cn is null ? Array.Empty<Tensor>() : [c], .. module.parameters()];
            var slopes = fused.Select(f => R(f.shape)).ToArray();
            var a = autograd.grad(fused, leaves, slopes);
            var b = autograd.grad(obvious, leaves, slopes);
            foreach (var (f, o) in fused.Concat(a).Zip(obvious.Concat(b)))
                Assert.True((f - o).abs().max().ToDouble() <= tolerance * (1 + o.abs().max().ToDouble()), $"{kind} {steps}×{batch}×{inputs}→{width}, {layers} layers");
        }
    }

    [Theory]
    [InlineData("tanh")]
    [InlineData("relu")]
    [InlineData("LSTM")]
    [InlineData("GRU")]
    public void Gradients_agree_with_finite_differences(string kind)
    {
        using var scope = NewDisposeScope();
        var generator = new Generator(4);
        var (module, run) = Make(kind, 2, 3, 2, true, true, ScalarType.Float64);
        using var disposed = module;
        Tensor R(params long[] size) => randn(size, ScalarType.Float64, generator: generator);
        Tensor[] inputs = [R(3, 2, 2), R(4, 2, 3), R(4, 2, 3)];
        var slopes = run(inputs[0], inputs[1], inputs[2]).Select(o => R(o.shape)).ToArray();
        double Loss()
        {
            using var inner = NewDisposeScope();
            using var off = no_grad();
            return run(inputs[0], inputs[1], inputs[2]).Zip(slopes, (o, s) => (o * s).sum().item<double>()).Sum();
        }
        foreach (var t in inputs) t.requires_grad_();
        autograd.backward(run(inputs[0], inputs[1], inputs[2]), slopes);
        foreach (var leaf in inputs.Concat(module.parameters()).Where(t => t.grad is not null))
        {
            var gradient = leaf.grad!.data<double>().ToArray();
            var values = leaf.detach().reshape(-1).data<double>();
            for (var k = 0; k < gradient.Length; k++)
            {
                const double step = 1e-6;
                var kept = values[k];
                values[k] = kept + step;
                var above = Loss();
                values[k] = kept - step;
                var below = Loss();
                values[k] = kept;
                var expected = (above - below) / (2 * step);
                Assert.True(Math.Abs(expected - gradient[k]) <= 1e-7 * Math.Max(1, Math.Abs(expected)), $"{kind}: {gradient[k]} instead of {expected}");
            }
        }
    }

    [Fact]
    public void Without_first_states_they_are_zero_and_backward_runs_once()
    {
        using var scope = NewDisposeScope();
        using var layers = nn.LSTM(3, 4);
        var x = randn(5, 2, 3).requires_grad_();
        var (y, h, _) = layers.call(x);
        var (z, _, _) = layers.call(x, (zeros(1, 2, 4), zeros(1, 2, 4)));
        Assert.True(y.Equals(z));
        Assert.True(h[0].Equals(y[4]));
        y.sum().backward(retain_graph: true);
        var once = x.grad!.clone();
        y.sum().backward();
        Assert.True(x.grad!.allclose(once * 2));
        Assert.ThrowsAny<Exception>(() => y.sum().backward());
    }

    private sealed class Reader : nn.Module<Tensor, Tensor>
    {
        private readonly Embedding table = nn.Embedding(5, 4);
        private readonly LSTM layers = nn.LSTM(4, 3);
        private readonly GRUCell cell = nn.GRUCell(3, 2);

        internal Reader() : base(nameof(Reader)) => RegisterComponents();

        public override Tensor forward(Tensor input) => cell.call(layers.call(table.call(input)).Item2[0], null!);
    }

    [Fact]
    public void Names_within_another_module_are_PyTorchs()
    {
        using var scope = NewDisposeScope();
        using var reader = new Reader();
        Assert.Equal(["table.weight", "layers.weight_ih_l0", "layers.weight_hh_l0", "layers.bias_ih_l0", "layers.bias_hh_l0",
            "cell.weight_ih", "cell.weight_hh", "cell.bias_ih", "cell.bias_hh"], reader.state_dict().Keys);
        Assert.Equal([3L, 2L], reader.call(randint(5, new long[] { 6, 3 })).shape);
        reader.to(ScalarType.Float64);
        Assert.Equal(ScalarType.Float64, reader.call(randint(5, new long[] { 6, 3 })).dtype);
    }

    [Fact]
    public void Wrong_shapes_are_refused()
    {
        using var scope = NewDisposeScope();
        using var layers = nn.GRU(3, 4, 2, dropout: 0.1);
        string Refusal(Action run) => Assert.ThrowsAny<Exception>(run).Message;
        Assert.Contains("3 dimensions", Refusal(() => layers.call(randn(5, 3))), StringComparison.Ordinal);
        Assert.Contains("Expected 3, got 7", Refusal(() => layers.call(randn(5, 2, 7))), StringComparison.Ordinal);
        Assert.Contains("got [1, 2, 4]", Refusal(() => layers.call(randn(5, 2, 3), randn(1, 2, 4))), StringComparison.Ordinal);
        Assert.ThrowsAny<ExternalException>(() => nn.LSTM(3, 0));
        Assert.ThrowsAny<ExternalException>(() => nn.RNN(3, 2, dropout: 1.5));
    }
}
