using EcramSim.Learning.Algorithms;
using EcramSim.Learning.Layers;
using TorchSharp;
using TorchSharp.Modules;
using static EcramSim.Learning.Tests.RandomTensors;
using static TorchSharp.torch;

namespace EcramSim.Learning.Tests.Layers;

/// <summary>Attention on exact tiles against the digital one: values, masks, gradients, steps, state.</summary>
public sealed class AttentionTests
{
    [Theory, InlineData(true, null, null), InlineData(false, null, null), InlineData(true, 5L, 3L)]
    public void Exact_tiles_compute_and_learn_what_the_digital_layer_does(bool bias, long? keys, long? values)
    {
        using var scope = NewDisposeScope();
        var digital = Attention(8, 4, bias, keys, values);
        var analog = Assert.IsType<AnalogMultiheadAttention>(Analog.Convert((nn.Module)digital, AnalogOptions.Exact));
        Assert.Equal((4, 4), (analog.Heads, Analog.Layers(analog).Count));
        var (sgd, own) = (optim.SGD(digital.parameters(), 0.05), new AnalogSGD(analog, 0.05));
        for (var step = 0; step < 2; step++)
        {
            var gradients = new List<Tensor[]>();
            foreach (var (model, optimizer) in new (nn.Module, optim.Optimizer)[] { (digital, sgd), (analog, own) })
            {
                Tensor[] signals = [Uniform($"q{step}", 3, 2, 8), Uniform($"k{step}", 5, 2, keys ?? 8), Uniform($"v{step}", 5, 2, values ?? 8)];
                foreach (var x in signals) x.requires_grad_();
                optimizer.zero_grad();
                var (y, attention) = model == digital ? digital.call(signals[0], signals[1], signals[2]) : analog.call(signals[0], signals[1], signals[2]);
                (y * Uniform("g", 3, 2, 8)).sum().backward();
                optimizer.step();
                gradients.Add([y.detach(), attention!.detach(), .. signals.Select(x => x.grad!)]);
            }
            foreach (var (expected, actual) in gradients[0].Zip(gradients[1])) AssertClose(expected, actual, 1e-6);
        }
        AssertSameState(digital, analog);
    }

    [Fact]
    public void Masks_act_as_in_the_digital_layer()
    {
        using var scope = NewDisposeScope();
        var digital = Attention(6, 2);
        var analog = new AnalogMultiheadAttention(digital, 2, "attention", AnalogOptions.Exact);
        var (q, k) = (Uniform("q", 3, 2, 6), Uniform("k", 4, 2, 6));
        var padding = tensor(new[] { false, false, true, false, false, false, false, true }, [2, 4]);
        var causal = tensor(Enumerable.Range(0, 12).Select(i => i % 4 > i / 4 ? -1e9f : 0).ToArray(), [3, 4]);
        foreach (var (p, m) in new (Tensor?, Tensor?)[] { (padding, null), (null, causal), (padding, causal), (null, causal.lt(-1)) })
        {
            var (expected, actual) = (digital.call(q, k, k, p, true, m), analog.call(q, k, k, p, true, m));
            AssertClose(expected.Item1.detach(), actual.Item1.detach(), 1e-6);
            AssertClose(expected.Item2!.detach(), actual.Item2!.detach(), 1e-6);
        }
        Assert.Null(analog.call(q, k, k, need_weights: false).Item2);
    }

    [Fact]
    public void What_it_cannot_do_is_refused_with_what_helps()
    {
        using var scope = NewDisposeScope();
        Assert.Contains("add_bias_kv", Assert.Throws<ArgumentException>(() => Analog.Convert((nn.Module)nn.MultiheadAttention(8, 2, add_bias_kv: true), AnalogOptions.Exact)).Message, StringComparison.Ordinal);
        Assert.Contains("does it add zeros?", Assert.Throws<ArgumentException>(() => Analog.Convert((nn.Module)nn.MultiheadAttention(8, 2, add_zero_attn: true), AnalogOptions.Exact)).Message, StringComparison.Ordinal);
        var analog = new AnalogMultiheadAttention(Attention(6, 2), 2, "attention", AnalogOptions.Exact);
        Assert.Contains("reads time × batch × features", Assert.Throws<ArgumentException>(() => analog.call(zeros(3, 6), zeros(3, 6), zeros(3, 6))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new AnalogMultiheadAttention(Attention(6, 2), 4, "attention", AnalogOptions.Exact));
    }

    internal static MultiheadAttention Attention(long size, long heads, bool bias = true, long? keys = null, long? values = null)
    {
        var made = nn.MultiheadAttention(size, heads, bias: bias, kdim: keys, vdim: values);
        using var quiet = no_grad();
        foreach (var (key, value) in made.state_dict()) value.copy_(Uniform("attention " + key, value.shape) * 0.4);
        return made;
    }

    internal static void AssertSameState(nn.Module digital, nn.Module analog)
    {
        var (expected, actual) = (digital.state_dict(), analog.state_dict());
        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), actual.Keys.Order(StringComparer.Ordinal));
        foreach (var (key, value) in expected) AssertClose(value, actual[key], 1e-6);
    }
}
