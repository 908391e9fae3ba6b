using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EcramSim.Learning.Layers;

/// <summary>The digital layer with the weights that an analog one holds.</summary>
internal static class DigitalLayer
{
    /// <summary>The layer; null for modules that are no analog layer. Learned output scales go into weights and digital biases stay; input ranges are of the converters and go.</summary>
    internal static nn.Module? Of(nn.Module module)
    {
        using var quiet = no_grad();
        nn.Module? made = module switch
        {
            AnalogLinear a => nn.Linear(a.InputCount, a.OutputCount, a.state_dict().ContainsKey("bias")),
            AnalogConv a => Convolution(a),
            AnalogLSTM a => nn.LSTM(a.Tiles.InputSize, a.Tiles.HiddenSize, a.Tiles.LayerCount, a.Tiles.HasBias, a.Tiles.BatchFirst, a.Tiles.Dropout, a.Tiles.Directions == 2),
            AnalogGRU a => nn.GRU(a.Tiles.InputSize, a.Tiles.HiddenSize, a.Tiles.LayerCount, a.Tiles.HasBias, a.Tiles.BatchFirst, a.Tiles.Dropout, a.Tiles.Directions == 2),
            AnalogRNN a => nn.RNN(a.Tiles.InputSize, a.Tiles.HiddenSize, a.Tiles.LayerCount, a.NonLinearity, a.Tiles.HasBias, a.Tiles.BatchFirst, a.Tiles.Dropout, a.Tiles.Directions == 2),
            AnalogMultiheadAttention a => nn.MultiheadAttention(a.Size, a.Heads, a.Dropout, a.HasBias, kdim: a.Layers[1].InputCount, vdim: a.Layers[2].InputCount),
            _ => null,
        };
        if (made is null) return null;
        using var scope = NewDisposeScope();
        var (from, to) = (module.state_dict(), made.state_dict());
        foreach (var (key, value) in to) value.copy_(from[key]);
        foreach (var (key, layers, first) in Scaled(module))
        {
            // Rows of a weight, and an analog bias, are outputs of tiles; what is learned multiplies them.
            var factors = cat([.. layers.Select(l => l.get_parameter("output_scale")!.detach())]);
            to[key].mul_(factors.reshape([factors.shape[0], .. Enumerable.Repeat(1L, (int)to[key].dim() - 1)]));
            if (layers[0].HasAnalogBias && to.TryGetValue(first, out var b)) b.mul_(factors);
        }
        made.train(module.training);
        return made;
    }

    // Keys of weights and biases with the tiles behind them, where output scales are learned.
    private static List<(string Weight, IReadOnlyList<AnalogLinear> Layers, string Bias)> Scaled(nn.Module module)
    {
        var result = new List<(string, IReadOnlyList<AnalogLinear>, string)>();
        void Add(string weight, IReadOnlyList<AnalogLinear> layers, string bias)
        {
            if (layers[0].LearnsOutputScale) result.Add((weight, layers, bias));
        }
        switch (module)
        {
            case AnalogLinear a: Add("weight", [a], "bias"); break;
            case AnalogConv a: Add("weight", a.Layers, "bias"); break;
            case AnalogMultiheadAttention a:
                if (a.state_dict().ContainsKey("in_proj_weight")) Add("in_proj_weight", [.. a.Layers.Take(3)], "in_proj_bias");
                else for (var k = 0; k < 3; k++) Add("qkv"[k] + "_proj_weight", [a.Layers[k]], "");
                Add("out_proj.weight", [a.Layers[3]], "out_proj.bias");
                break;
            case IAnalogModule a:
                foreach (var (name, child) in module.named_children())
                    if (child is AnalogLinear tile) Add("weight_" + name, [tile], "bias_" + name);
                break;
        }
        return result;
    }

    private static nn.Module Convolution(AnalogConv a)
    {
        var (w, bias, groups) = (a.Window, a.state_dict().ContainsKey("bias"), (long)a.Layers.Count);
        var same = !w.Before.SequenceEqual(w.After);
        return w.Kernel.Length switch
        {
            1 => same ? nn.Conv1d(a.Inputs, a.Outputs, w.Kernel[0], Padding.Same, w.Stride[0], w.Dilation[0], groups: groups, bias: bias)
                : nn.Conv1d(a.Inputs, a.Outputs, w.Kernel[0], w.Stride[0], w.Before[0], w.Dilation[0], groups: groups, bias: bias),
            2 => same ? nn.Conv2d(a.Inputs, a.Outputs, Pair(w.Kernel), Padding.Same, Pair(w.Stride), Pair(w.Dilation), groups: groups, bias: bias)
                : nn.Conv2d(a.Inputs, a.Outputs, Pair(w.Kernel), Pair(w.Stride), Pair(w.Before), Pair(w.Dilation), groups: groups, bias: bias),
            _ => same ? nn.Conv3d(a.Inputs, a.Outputs, Triple(w.Kernel), Padding.Same, Triple(w.Stride), Triple(w.Dilation), groups: groups, bias: bias)
                : nn.Conv3d(a.Inputs, a.Outputs, Triple(w.Kernel), Triple(w.Stride), Triple(w.Before), Triple(w.Dilation), groups: groups, bias: bias),
        };
    }

    private static (long, long) Pair(long[] values) => (values[0], values[1]);

    private static (long, long, long) Triple(long[] values) => (values[0], values[1], values[2]);
}
