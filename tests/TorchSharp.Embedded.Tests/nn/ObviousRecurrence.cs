using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace TorchSharp.Embedded.Tests;

/// <summary>Recurrent layers written as PyTorch's formulas stand, step by step, of ordinary operations.</summary>
internal static class ObviousRecurrence
{
    /// <summary>x [time, sample, input], first states [layers·directions, sample, width].</summary>
    internal static (Tensor Y, Tensor H, Tensor? C) Run(string kind, nn.Module module, Tensor x, Tensor h0, Tensor c0, int layers, int directions)
    {
        var (h, c) = (new List<Tensor>(), new List<Tensor>());
        for (var layer = 0; layer < layers; layer++)
        {
            var sides = new List<Tensor>();
            for (var d = 0; d < directions; d++)
            {
                var suffix = $"l{layer}{(d == 1 ? "_reverse" : "")}";
                Tensor? P(string name) => module.get_parameter($"{name}_{suffix}");
                var (now, state) = (h0[layer * directions + d], c0[layer * directions + d]);
                var steps = new Tensor[x.shape[0]];
                for (var k = 0; k < steps.Length; k++)
                {
                    var t = d == 1 ? steps.Length - 1 - k : k;
                    (now, state) = Step(kind, F.linear(x[t], P("weight_ih")!, P("bias_ih")), F.linear(now, P("weight_hh")!, P("bias_hh")), now, state);
                    steps[t] = now;
                }
                h.Add(now);
                c.Add(state);
                sides.Add(stack(steps));
            }
            x = sides.Count == 1 ? sides[0] : cat(sides.ToArray(), 2);
        }
        return (x, stack(h), kind == "LSTM" ? stack(c) : null);
    }

    private static (Tensor H, Tensor C) Step(string kind, Tensor x, Tensor h, Tensor before, Tensor c)
    {
        var width = before.shape[1];
        Tensor Part(Tensor sums, int k) => sums.narrow(1, k * width, width);
        switch (kind)
        {
            case "tanh": return ((x + h).tanh(), c);
            case "relu": return ((x + h).relu(), c);
            case "LSTM":
                var sums = x + h;
                c = Part(sums, 1).sigmoid() * c + Part(sums, 0).sigmoid() * Part(sums, 2).tanh();
                return (Part(sums, 3).sigmoid() * c.tanh(), c);
            default:
                var z = (Part(x, 1) + Part(h, 1)).sigmoid();
                var fresh = (Part(x, 2) + (Part(x, 0) + Part(h, 0)).sigmoid() * Part(h, 2)).tanh();
                return ((1.0 - z) * fresh + z * before, c);
        }
    }
}
