using EcramSim.Insertion.Numerics;

namespace EcramSim.Learning.HardwareAware;

/// <summary>The weights of one layer for one training step, and the random numbers of one effect.</summary>
/// <param name="Weights">outputs × inputs in units of cells; changed in place.</param>
/// <param name="Outputs">Rows.</param>
/// <param name="Inputs">Columns.</param>
/// <param name="Random">The stream (seed, "tile/layer/effect", step).</param>
public sealed record WeightDraw(float[] Weights, int Outputs, int Inputs, RandomStream Random)
{
    /// <summary>The largest magnitude of the weights as they are now.</summary>
    public float Largest()
    {
        var largest = 0f;
        foreach (var w in Weights) largest = Math.Max(largest, Math.Abs(w));
        return largest;
    }
}
