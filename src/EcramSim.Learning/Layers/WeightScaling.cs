using EcramSim.Insertion.Models;

namespace EcramSim.Learning.Layers;

/// <summary>
/// The digital output scale s of a layer: the model's weight is s·w, with w the weight of a cell (±1 are the ends of the used
/// window). s is a power of two, so that scaling neither rounds nor loses a bit on the way to a state dictionary and back.
/// Small first weights are not blown up to fill the window: training needs room to grow. On the digits with their first weights at
/// 0.3–0.6 of the window, the weights stick at its ends: mean validation accuracy of seeds 1–3 falls by 0.2 (tio2-x-ysz) to 4.8 points (mo-ecram).
/// </summary>
/// <param name="Name">Name on the command line and in results.</param>
/// <param name="Largest">s ≥ 1 is the smallest with which the first weights are at most this in units of the window; null leaves s = 1.</param>
public sealed record WeightScaling(string Name, double? Largest)
{
    /// <summary>The first weights of each layer lie within 0.6 of the window.</summary>
    public static WeightScaling Fit { get; } = new("fit", 0.6);

    /// <summary>No scaling: the model's weights are those of the cells.</summary>
    public static WeightScaling None { get; } = new("none", null);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<WeightScaling> All { get; } = [Fit, None];

    /// <summary>By name.</summary>
    /// <exception cref="InputException">Unknown name.</exception>
    public static WeightScaling Of(string name) =>
        All.FirstOrDefault(s => s.Name == name) ?? throw InputException.UnknownName("--scaling", "weight scaling", name, All.Select(s => s.Name));

    /// <summary>The scale for a layer with these first weights.</summary>
    public double ScaleOf(ReadOnlySpan<float> weights)
    {
        var largest = 0f;
        foreach (var w in weights) largest = Math.Max(largest, Math.Abs(w));
        if (Largest is not { } limit) return 1;
        // In single precision, as the weights are: 0.6 is not above 0.6.
        var ratio = largest / (float)limit;
        return ratio <= 1 ? 1 : Math.ScaleB(1, (int)Math.Ceiling(Math.Log2(ratio)));
    }
}
