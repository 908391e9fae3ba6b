using EcramSim.Crossbar;
using EcramSim.Crossbar.Tiles;
using EcramSim.Ecram;
using EcramSim.Learning.Algorithms;

namespace EcramSim.Learning.Layers;

/// <summary>How analog layers are made.</summary>
/// <param name="Device">The cells; null for floating-point weights that take their update exactly.</param>
/// <param name="Array">Converters, noise, pulse trains.</param>
/// <param name="Seed">Seed of the random streams of all tiles.</param>
public sealed record AnalogOptions(CellDevice? Device, ArrayOptions Array, ulong Seed)
{
    /// <summary>Analog layers that read and update exactly: they compute what digital ones compute, to rounding.</summary>
    public static AnalogOptions Exact { get; } = new(null, ArrayOptions.Exact, 0);

    /// <summary>How weights of the model become weights of the cells.</summary>
    public WeightScaling Scaling { get; init; } = WeightScaling.Fit;

    /// <summary>Whether weights outside the window of the cells take its edge instead of being an error.</summary>
    public bool Clip { get; init; }

    /// <summary>With the cells that a training rule needs: some rules make a weight of several.</summary>
    /// <exception cref="EcramSim.Insertion.Models.InputException">The device cannot serve the rule.</exception>
    public AnalogOptions For(ITrainingRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return Device is null ? this : this with { Device = rule.CellsOf(Device) };
    }

    /// <summary>The tile of one layer; its random streams are named "tile/layer".</summary>
    internal ITile CreateTile(int outputs, int inputs, string layer) =>
        new CellArray(Device, Array) { Seed = Seed, Name = "tile/" + layer }.CreateTile(outputs, inputs);
}
