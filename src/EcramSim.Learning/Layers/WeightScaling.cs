using System.Globalization;
using EcramSim.Insertion.Models;

namespace EcramSim.Learning.Layers;

/// <summary>
/// The digital output scale s of a layer or of each of its outputs: the model's weight is s·w, with w the weight of a cell (±1 are the ends of the used
/// window). Fitted, s is a power of two, so that scaling neither rounds nor loses a bit on the way to a state dictionary and back.
/// Small first weights are not blown up to fill the window: training needs room to grow. On the digits with their first weights at
/// 0.3–0.6 of the window, the weights stick at its ends: mean validation accuracy of seeds 1–3 falls by 0.2 (tio2-x-ysz) to 4.8 points (mo-ecram).
/// </summary>
/// <param name="Name">Name on the command line and in results.</param>
/// <param name="Largest">What the largest first weight is brought to, in units of the window; null leaves s = 1.</param>
public sealed record WeightScaling(string Name, double? Largest)
{
    /// <summary>The first weights of each layer lie within 0.6 of the window.</summary>
    public static WeightScaling Fit { get; } = new("fit", 0.6);

    /// <summary>The first weights of each output (a bit line) lie within 0.6 of the window.</summary>
    public static WeightScaling FitOutputs { get; } = new("fit-outputs", 0.6) { IsPerOutput = true };

    /// <summary>No scaling: the model's weights are those of the cells.</summary>
    public static WeightScaling None { get; } = new("none", null);

    /// <summary>Those without a number.</summary>
    public static IReadOnlyList<WeightScaling> All { get; } = [Fit, FitOutputs, None];

    /// <summary>The names for people.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(s => s.Name), "omega:0.6", "omega-outputs:0.6"];

    /// <summary>Whether every output has its own s.</summary>
    public bool IsPerOutput { get; init; }

    /// <summary>Whether the largest weight is brought to <see cref="Largest"/> exactly, up or down, instead of below it by a power of two ≥ 1.</summary>
    public bool Fills { get; init; }

    /// <summary>The largest first weight of each layer, or of each output, is ω of the window: for weights that are programmed once.</summary>
    /// <param name="omega">ω in (0, 1].</param>
    /// <param name="perOutput">Per output instead of per layer.</param>
    /// <param name="where">What an error names.</param>
    /// <exception cref="InputException">ω out of range.</exception>
    public static WeightScaling Omega(double omega, bool perOutput = false, string where = "--scaling") => omega is > 0 and <= 1
        ? new(string.Create(CultureInfo.InvariantCulture, $"omega{(perOutput ? "-outputs" : "")}:{omega}"), omega) { IsPerOutput = perOutput, Fills = true }
        : throw new InputException(string.Create(CultureInfo.InvariantCulture, $"{where}: omega: value {omega} is outside the allowed range (0, 1]"));

    /// <summary>By name: "fit", "fit-outputs", "none", "omega:0.6", "omega-outputs:0.6".</summary>
    /// <param name="name">The name.</param>
    /// <param name="where">What an error names.</param>
    /// <exception cref="InputException">Unknown name, or a number out of range.</exception>
    public static WeightScaling Of(string name, string where = "--scaling")
    {
        ArgumentNullException.ThrowIfNull(name);
        if (All.FirstOrDefault(s => s.Name == name) is { } found) return found;
        if (name.Split(':') is not ["omega" or "omega-outputs", var number]) throw InputException.UnknownName(where, "weight scaling", name, Names);
        return double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var omega) ? Omega(omega, name.StartsWith("omega-", StringComparison.Ordinal), where)
            : throw new InputException($"{where}: '{number}' in '{name}' is not a number in the allowed range (0, 1]");
    }

    /// <summary>The scale for a layer with these first weights.</summary>
    public double ScaleOf(ReadOnlySpan<float> weights)
    {
        var largest = 0f;
        foreach (var w in weights) largest = Math.Max(largest, Math.Abs(w));
        if (Largest is not { } limit) return 1;
        // In single precision, as the weights are: 0.6 is not above 0.6.
        var ratio = largest / (float)limit;
        if (Fills) return ratio > 0 ? ratio : 1;
        return ratio <= 1 ? 1 : Math.ScaleB(1, (int)Math.Ceiling(Math.Log2(ratio)));
    }

    /// <summary>The scale of each output of a layer.</summary>
    /// <param name="weights">outputs × inputs.</param>
    /// <param name="outputs">Number of outputs.</param>
    public float[] ScalesOf(ReadOnlySpan<float> weights, int outputs)
    {
        var scales = new float[outputs];
        if (!IsPerOutput) Array.Fill(scales, (float)ScaleOf(weights));
        else for (var i = 0; i < outputs; i++) scales[i] = (float)ScaleOf(weights.Slice(i * (weights.Length / outputs), weights.Length / outputs));
        return scales;
    }
}
