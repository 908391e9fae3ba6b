using EcramSim.Crossbar;
using EcramSim.Crossbar.Tiles;
using EcramSim.Ecram;
using EcramSim.Insertion.Models;
using EcramSim.Learning.Algorithms;
using EcramSim.Learning.HardwareAware;

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

    /// <summary>The constant input, &gt; 0, of one more column of cells that holds the bias; null: the bias is digital. In units of the model's inputs.</summary>
    public double? AnalogBias { get; init; }

    /// <summary>The range of the inputs that each layer keeps; null: noise management as the array file says.</summary>
    public InputRange? InputRange { get; init; }

    /// <summary>Whether each output has a digital factor of its own that is learned (parameter "output_scale", first 1), on top of the fixed one of <see cref="Scaling"/>.</summary>
    public bool LearnsOutputScale { get; init; }

    /// <summary>What training reads instead of the clean weights, in this order; floating-point weights only.</summary>
    public IReadOnlyList<IHardwareEffect> Effects { get; init; } = [];

    /// <summary>Other choices by name of layer; the first that matches counts.</summary>
    public IReadOnlyList<LayerOverride> Overrides { get; init; } = [];

    /// <summary>The choices for one layer; null: it stays digital.</summary>
    /// <param name="layer">Its name as in state dictionaries.</param>
    public AnalogOptions? For(string layer) => Overrides.FirstOrDefault(o => o.Matches(layer)) is { } found ? found.Options : this;

    /// <summary>The tile of one layer; its random streams are named "tile/layer".</summary>
    internal ITile CreateTile(int outputs, int inputs, string layer) =>
        new CellArray(Device, Array) { Seed = Seed, Name = "tile/" + layer }.CreateTile(outputs, inputs);

    internal void Check(string layer)
    {
        if (AnalogBias is { } constant && !(constant > 0 && double.IsFinite(constant)))
            throw new InputException(FormattableString.Invariant($"layer '{layer}': analog bias: value {constant} is outside the allowed range (0, inf)"));
        if (InputRange is { } range && !(range.Initial > 0 && double.IsFinite(range.Initial)))
            throw new InputException(FormattableString.Invariant($"layer '{layer}': input range: value {range.Initial} is outside the allowed range (0, inf)"));
        if (AnalogBias is not null && InputRange is not null)
            throw new InputException($"layer '{layer}': an analog bias is driven by a constant that an input range of the layer would cut: choose one of the two");
        if (Device is not null && Effects.FirstOrDefault(e => !e.IsNone) is not null)
            throw new InputException($"layer '{layer}': hardware-aware training disturbs floating-point weights; cells of '{Device.Id}' bring errors of their own: train on 'exact' or 'ideal'");
    }
}
