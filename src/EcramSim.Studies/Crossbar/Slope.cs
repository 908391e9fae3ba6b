using EcramSim.Insertion.Models;

namespace EcramSim.Studies.Crossbar;

/// <summary>Activations and their derivatives on plain arrays, for the few vectors of a calibration.</summary>
internal static class Slope
{
    /// <summary>f(y) in place.</summary>
    internal static void Apply(string activation, float[] y)
    {
        foreach (ref var v in y.AsSpan())
            v = activation switch
            {
                "relu" => MathF.Max(v, 0),
                "sigmoid" => 1 / (1 + MathF.Exp(-v)),
                "tanh" => MathF.Tanh(v),
                _ => throw new InputException($"activation '{activation}': calibration knows relu, sigmoid and tanh"),
            };
    }

    /// <summary>g·f′, with f′ from the value of the activation.</summary>
    internal static float[] Times(string activation, float[] g, float[] a)
    {
        for (var i = 0; i < g.Length; i++) g[i] *= activation switch { "relu" => a[i] > 0 ? 1 : 0, "sigmoid" => a[i] * (1 - a[i]), _ => 1 - a[i] * a[i] };
        return g;
    }

    /// <summary>Gradient of the cross-entropy of softmax(y): softmax(y) − the class.</summary>
    internal static float[] CrossEntropy(float[] y, int label)
    {
        var largest = y.Max();
        float[] e = [.. y.Select(v => MathF.Exp(v - largest))];
        var sum = e.Sum();
        for (var i = 0; i < e.Length; i++) e[i] = e[i] / sum - (i == label ? 1 : 0);
        return e;
    }
}
