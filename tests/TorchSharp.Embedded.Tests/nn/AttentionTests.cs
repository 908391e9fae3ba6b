using static TorchSharp.torch;

namespace TorchSharp.Embedded.Tests;

/// <summary>Attention of several heads against plain loops; masks, extra keys, other sizes of keys and values, gradients by finite differences.</summary>
[Collection(nameof(Alone))]
public sealed class AttentionTests
{
    [Theory]
    [InlineData(true, false, false, null, null)]
    [InlineData(false, false, false, null, null)]
    [InlineData(true, false, true, null, null)]
    [InlineData(true, true, false, null, null)]
    [InlineData(true, false, false, 5L, 3L)]
    public void It_computes_what_plain_loops_do(bool bias, bool extraKey, bool zeroKey, long? keys, long? values)
    {
        using var scope = NewDisposeScope();
        manual_seed(4);
        var layer = nn.MultiheadAttention(6, 3, bias: bias, add_bias_kv: extraKey, add_zero_attn: zeroKey, kdim: keys, vdim: values);
        using (no_grad()) foreach (var p in layer.parameters()) p.uniform_(-0.7, 0.7);
        var (q, k, v) = (rand(4, 2, 6), rand(5, 2, keys ?? 6), rand(5, 2, values ?? 6));
        var padding = tensor(new[] { false, true, false, false, false, false, false, false, false, true }, [2, 5]);
        var mask = rand(4, 5);
        foreach (var (p, m) in new (Tensor?, Tensor?)[] { (null, null), (padding, null), (null, mask), (padding, mask) })
        {
            var (y, weights) = layer.call(q, k, v, p, true, m);
            var (expected, attention) = Plain(layer.state_dict(), q, k, v, 3, zeroKey, p, m);
            Assert.Equal([4L, 2, 6], y.shape);
            Close(expected, y);
            Close(attention, weights!);
        }
        Assert.Null(layer.call(q, k, v, need_weights: false).Item2);
    }

    [Fact]
    public void Keys_of_its_state_are_those_of_the_package()
    {
        using var scope = NewDisposeScope();
        Assert.Equal(["in_proj_bias", "in_proj_weight", "out_proj.bias", "out_proj.weight"], nn.MultiheadAttention(4, 2).state_dict().Keys.Order(StringComparer.Ordinal));
        Assert.Equal(["k_proj_weight", "out_proj.weight", "q_proj_weight", "v_proj_weight"], nn.MultiheadAttention(4, 2, bias: false, kdim: 3).state_dict().Keys.Order(StringComparer.Ordinal));
        Assert.ThrowsAny<Exception>(() => nn.MultiheadAttention(5, 2));
        var state = nn.MultiheadAttention(8, 2).state_dict();
        Assert.Equal(0, state["in_proj_bias"].abs().max().item<float>());
        // Uniform in ±√(6/(8 + 24)).
        Assert.InRange(state["in_proj_weight"].max().item<float>(), 0.4, Math.Sqrt(6.0 / 32));
    }

    [Fact]
    public void Gradients_are_those_of_finite_differences()
    {
        using var scope = NewDisposeScope();
        manual_seed(5);
        var layer = nn.MultiheadAttention(4, 2);
        var x = rand(3, 1, 4).requires_grad_();
        Tensor Loss(Tensor at) => (layer.call(at, at, at).Item1 * arange(12, ScalarType.Float32).reshape(3, 1, 4)).sum();
        Loss(x).backward();
        using var quiet = no_grad();
        for (var i = 0; i < 12; i++)
        {
            var step = zeros(12);
            step[i] = tensor(1e-2f);
            var slope = (Loss(x + step.reshape(3, 1, 4)) - Loss(x - step.reshape(3, 1, 4))).item<float>() / 2e-2;
            Assert.Equal(slope, x.grad!.reshape(12)[i].item<float>(), 5e-3);
        }
    }

    private static (double[] Output, double[] Attention) Plain(Dictionary<string, Tensor> state, Tensor q, Tensor k, Tensor v, int heads, bool zeroKey, Tensor? padding, Tensor? mask)
    {
        double[,] Matrix(Tensor t)
        {
            var (values, columns) = (Values(t), (int)t.shape[^1]);
            var result = new double[values.Length / columns, columns];
            for (var i = 0; i < values.Length; i++) result[i / columns, i % columns] = values[i];
            return result;
        }
        var size = (int)state["out_proj.weight"].shape[0];
        var bias = state.TryGetValue("in_proj_bias", out var b) ? Values(b) : new double[3 * size];
        var width = size / heads;
        var (to, from, batch) = ((int)q.shape[0], (int)k.shape[0], (int)q.shape[1]);
        double[] Projected(Tensor x, int part, int t, int n)
        {
            var w = state.TryGetValue("in_proj_weight", out var joined) ? Matrix(joined.narrow(0, part * size, size)) : Matrix(state["qkv"[part] + "_proj_weight"]);
            var signal = Values(x[t, n]);
            return [.. Enumerable.Range(0, size).Select(i => bias[part * size + i] + Enumerable.Range(0, signal.Length).Sum(j => w[i, j] * signal[j]))];
        }
        var (output, outputBias) = (Matrix(state["out_proj.weight"]), state.TryGetValue("out_proj.bias", out var ob) ? Values(ob) : new double[size]);
        var seen = from + (state.ContainsKey("bias_k") ? 1 : 0) + (zeroKey ? 1 : 0);
        var (y, attention) = (new double[to * batch * size], new double[batch * to * seen]);
        for (var n = 0; n < batch; n++)
        {
            var keys = Enumerable.Range(0, from).Select(s => Projected(k, 1, s, n)).ToList();
            var values = Enumerable.Range(0, from).Select(s => Projected(v, 2, s, n)).ToList();
            if (state.TryGetValue("bias_k", out var extra))
            {
                keys.Add(Values(extra));
                values.Add(Values(state["bias_v"]));
            }
            if (zeroKey)
            {
                keys.Add(new double[size]);
                values.Add(new double[size]);
            }
            for (var t = 0; t < to; t++)
            {
                var query = Projected(q, 0, t, n);
                var joined = new double[size];
                for (var h = 0; h < heads; h++)
                {
                    var scores = keys.Select((key, s) => Enumerable.Range(h * width, width).Sum(i => query[i] * key[i]) / Math.Sqrt(width)
                        + (mask is not null && s < from ? mask[t, s].item<float>() : 0) + (padding is not null && s < from && padding[n, s].item<bool>() ? double.NegativeInfinity : 0)).ToArray();
                    var most = scores.Max();
                    var sum = scores.Sum(s => Math.Exp(s - most));
                    for (var s = 0; s < seen; s++)
                    {
                        var p = Math.Exp(scores[s] - most) / sum;
                        attention[(n * to + t) * seen + s] += p / heads;
                        for (var i = h * width; i < (h + 1) * width; i++) joined[i] += p * values[s][i];
                    }
                }
                for (var i = 0; i < size; i++) y[(t * batch + n) * size + i] = outputBias[i] + Enumerable.Range(0, size).Sum(j => output[i, j] * joined[j]);
            }
        }
        return (y, attention);
    }

    private static double[] Values(Tensor t)
    {
        using var accessor = t.detach().contiguous().data<float>();
        return [.. accessor.ToArray().Select(f => (double)f)];
    }

    private static void Close(double[] expected, Tensor actual)
    {
        var values = Values(actual);
        Assert.Equal(expected.Length, values.Length);
        Assert.All(expected.Zip(values), p => Assert.Equal(p.First, p.Second, 2e-6));
    }
}
