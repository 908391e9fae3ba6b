using EcramSim.Insertion.Numerics;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EcramSim.Learning.Networks;

/// <summary>
/// First weights, one stream (seed, "initial weights", layer) per layer with weights in the order of the file, and not by torch's global generator, because trainings
/// run side by side. The distributions are PyTorch's defaults.
/// </summary>
/// <param name="seed">Seed of the run.</param>
public sealed class DrawnWeights(ulong seed)
{
    private ulong _layers;

    /// <summary>The stream of the next layer.</summary>
    public RandomStream Next() => new(seed, "initial weights", _layers++);

    /// <summary>A parameter, uniform in ±<paramref name="bound"/>.</summary>
    public static Parameter Uniform(RandomStream stream, double bound, params long[] shape)
    {
        var parameter = new Parameter(zeros(shape));
        Fill(parameter, () => bound * (2 * stream.NextDouble() - 1));
        return parameter;
    }

    /// <summary>Writes a tensor value by value.</summary>
    public static void Fill(Tensor tensor, Func<double> draw)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        ArgumentNullException.ThrowIfNull(draw);
        using var quiet = no_grad();
        var values = new float[tensor.numel()];
        for (var i = 0; i < values.Length; i++) values[i] = (float)draw();
        using var drawn = torch.tensor(values, tensor.shape);
        tensor.copy_(drawn);
    }

    /// <summary>A fully connected layer, weights and bias uniform in ±1/√inputs.</summary>
    public Linear Linear(long inputs, long outputs, bool bias = true)
    {
        var (stream, bound) = (Next(), 1 / Math.Sqrt(inputs));
        return nn.Linear(Uniform(stream, bound, outputs, inputs), bias ? Uniform(stream, bound, outputs) : null!);
    }

    /// <summary>All parameters of a module uniform in ±<paramref name="bound"/>, in the order of its state.</summary>
    public TModule Filled<TModule>(TModule module, double bound) where TModule : nn.Module
    {
        ArgumentNullException.ThrowIfNull(module);
        var stream = Next();
        foreach (var (_, parameter) in module.named_parameters()) Fill(parameter, () => bound * (2 * stream.NextDouble() - 1));
        return module;
    }

    /// <summary>Attention as PyTorch begins: projections of queries, keys and values uniform in ±√(6/(inputs + outputs)) of their common matrix, that of outputs in ±1/√size, biases 0.</summary>
    public MultiheadAttention Attention(int size, int heads)
    {
        var (stream, made) = (Next(), nn.MultiheadAttention(size, heads));
        foreach (var (key, parameter) in made.named_parameters())
        {
            var bound = key.EndsWith("bias", StringComparison.Ordinal) ? 0 : key == "in_proj_weight" ? Math.Sqrt(6.0 / (4 * size)) : 1 / Math.Sqrt(size);
            Fill(parameter, () => bound * (2 * stream.NextDouble() - 1));
        }
        return made;
    }
}
