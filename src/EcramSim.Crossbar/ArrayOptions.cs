using EcramSim.Crossbar.Faults;
using EcramSim.Crossbar.HalfSelect;
using EcramSim.Crossbar.Ledger;
using EcramSim.Crossbar.Mapping;
using EcramSim.Crossbar.Periphery;
using EcramSim.Crossbar.Periphery.Management;
using EcramSim.Crossbar.Programming;
using EcramSim.Crossbar.Pulses;
using EcramSim.Crossbar.Wires;
using EcramSim.Ecram;
using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Crossbar;

/// <summary>
/// The periphery of a tile and how it writes: converters, noise, management, pulse trains. Null is absence ("none" in files).
/// A converter of b bits has 2^b − 1 levels, symmetric about 0: ±1 … 0 for the DAC, ±<see cref="AdcBound"/> … 0 for the ADC,
/// so 7 bits step by 1/63.
/// </summary>
/// <param name="DacBits">Bits of the input converter, whose range is ±1.</param>
/// <param name="AdcBits">Bits of the output converter.</param>
/// <param name="AdcBound">Range of the output converter, in units of input × weight; outputs beyond are clipped.</param>
/// <param name="InputNoise">Standard deviation of the noise on each input line, relative to the range ±1.</param>
/// <param name="OutputNoise">Standard deviation of the noise on each output line, in units of input × weight.</param>
/// <param name="NoiseManagement">What inputs are divided by before the DAC, and outputs multiplied by.</param>
/// <param name="BoundManagement">What happens to a forward read that clips.</param>
/// <param name="PulseTrainLength">Slots of a pulse train, 1 … 64: the length without, the longest with length management.</param>
/// <param name="UpdateManagement">Row and column probabilities are balanced, so that neither saturates first.</param>
/// <param name="UpdateLengthManagement">Trains are as short as the largest wanted change allows (update-BL management).</param>
/// <param name="ReadTime">Duration of one vector–matrix product, s: converters included, or the integration alone where <see cref="Technology"/> tells the time of the converters.</param>
public sealed record ArrayOptions(int? DacBits, int? AdcBits, double? AdcBound, double? InputNoise, double? OutputNoise,
    INoiseManagement NoiseManagement, IBoundManagement BoundManagement, int PulseTrainLength, bool UpdateManagement, bool UpdateLengthManagement, double ReadTime)
{
    /// <summary>The longest pulse train, in slots: one bit each of a 64-bit mask.</summary>
    public const int LongestTrain = 64;

    /// <summary>No quantisation, no noise, no bound; pulse trains of 31 slots with both managements; reads take no time.</summary>
    public static ArrayOptions Exact { get; } = new(null, null, null, null, null, new AbsMax(), new IterativeHalving(), 31, true, true, 0);

    /// <summary>The read written out stage by stage, which takes the place of converters and noise of the short form; null: the short form.</summary>
    public ReadStages? Stages { get; init; }

    /// <summary>How many pulses an update gives a cell.</summary>
    public PulseType PulseType { get; init; }

    /// <summary>What everything costs; null prices the cells alone.</summary>
    public Technology? Technology { get; init; }

    /// <summary>What is broken.</summary>
    public ArrayFaults Faults { get; init; } = ArrayFaults.None;

    /// <summary>What writing a whole matrix leaves wrong: a <see cref="Crossbar.Tiles.Tile"/> from code and the first weights of a layer; null: nothing.</summary>
    public ProgrammingError? ProgrammingError { get; init; }

    /// <summary>Largest tile, in lines; null: a tile as large as the layer.</summary>
    public TileSize? Tiles { get; init; }

    /// <summary>Where the planes of cells lie, if a weight has several.</summary>
    public PlaneLayout Planes { get; init; }

    /// <summary>Bit lines that an output has on the word lines of one array.</summary>
    public int ColumnsPerOutput => Planes == PlaneLayout.InterleavedColumns && Stages is { } stages ? stages.Placement.Planes : 1;

    /// <summary>The weights that the largest tile holds; null: as many as the layer has.</summary>
    public TileSize? WeightsPerTile => Tiles is { } size && ColumnsPerOutput is > 1 and var columns ? size with { Outputs = size.Outputs / columns } : Tiles;

    /// <summary>The wires that reads go through; null: none.</summary>
    public ArrayWires? Wires { get; init; }

    /// <summary>What pulses do to cells of which one line alone fires; null: nothing, as behind selectors.</summary>
    public HalfSelected? HalfSelected { get; init; }

    /// <summary>What is other in the layers of a network whose names match, the first that matches; empty: the same array for all.</summary>
    public IReadOnlyList<LayerArray> Layers { get; init; } = [];

    /// <summary>The array of one layer.</summary>
    /// <param name="layer">Its name as in state dictionaries.</param>
    public ArrayOptions Of(string layer) => Layers.Count == 0 ? this : Layers.FirstOrDefault(l => l.Matches(layer)) is { } own ? own.Options : this with { Layers = [] };

    /// <summary>With a change for every layer.</summary>
    public ArrayOptions Everywhere(Func<ArrayOptions, ArrayOptions> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return change(this) with { Layers = [.. Layers.Select(l => l with { Options = change(l.Options) })] };
    }

    /// <summary>Whether something is so in the array of any layer.</summary>
    public bool Anywhere(Func<ArrayOptions, bool> so)
    {
        ArgumentNullException.ThrowIfNull(so);
        return so(this) || Layers.Any(l => so(l.Options));
    }

    /// <summary>Refuses names under "layers" that mean none of a network's.</summary>
    /// <param name="names">The layers of the network that go on tiles.</param>
    /// <exception cref="InputException">A name or pattern without a layer.</exception>
    public void CheckLayers(IReadOnlyList<string> names)
    {
        foreach (var l in Layers)
            if (!names.Any(l.Matches)) throw InputException.UnknownName($"{l.File}: layers", "layer", l.Pattern, names);
    }

    /// <summary>Bits of the output conversion; null without one.</summary>
    public int? OutputBits => Stages is null ? AdcBits : Stages.Outputs.Select(s => s.Bits).LastOrDefault(b => b is not null);

    /// <summary>Largest output that passes, in units of input × weight; null where nothing tells.</summary>
    public double? OutputBound => Stages is null ? AdcBound : Stages.Outputs.Min(s => s.Bound);

    /// <summary>Whether inputs are converted.</summary>
    public bool HasDac => Stages is null ? DacBits is not null : Stages.Inputs.Any(s => s.Bits is not null);

    /// <summary>Whether reads are plain matrix products.</summary>
    public bool ReadsExactly => Stages is null && DacBits is null && AdcBits is null && AdcBound is null && InputNoise is null && OutputNoise is null;

    /// <summary>Reads a file of <c>models/arrays</c> by id or path.</summary>
    public static ArrayOptions Read(ModelLibrary library, string idOrPath, IReadOnlyList<Setting>? settings = null) => ArrayFile.Read(library, idOrPath, settings).Options;

    /// <summary>With what wires and half-selection must know of the cells.</summary>
    /// <param name="device">The cells; null for floating-point weights.</param>
    /// <exception cref="InputException">The array needs what the device does not know.</exception>
    public ArrayOptions For(CellDevice? device) =>
        Anywhere(a => a.Wires is not null || a.HalfSelected is not null) ? Everywhere(a => a with { Wires = a.Wires?.For(device), HalfSelected = a.HalfSelected?.For(device) }) : this;

    /// <summary>Reads the keys of an array file; the caller finishes the node.</summary>
    public static ArrayOptions Read(ModelNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        var common = ReadCommon(node);
        return node.Has("layers") ? common with { Layers = [.. node.Variants("layers", ReadCommon).Select(v => new LayerArray(v.Name, v.Value) { File = node.File })] } : common;
    }

    private static ArrayOptions ReadCommon(ModelNode node)
    {
        var stages = ReadStages.Read(node);
        foreach (var key in Short)
            if (stages is not null && node.Has(key)) throw node.Error(key, $"belongs to the short form of a read; this file writes its stages out ({string.Join(", ", ReadStages.Keys.Where(node.Has))})");
        var dac = stages is null ? node.IntegerOrNone("dac_bits", 2, 16) : null;
        var adc = stages is null ? node.IntegerOrNone("adc_bits", 2, 16) : null;
        var bound = stages is null ? node.NumberOrNone("adc_bound", Interval.Positive) : null;
        if (adc is not null && bound is null) throw node.Error("adc_bound", "must be a number, not \"none\", where adc_bits is given");
        var technology = Technology.Read(node);
        var read = new ArrayOptions(dac, adc, bound,
            stages is null ? node.NumberOrNone("input_noise", new Interval(0, 10, false, true)) : null,
            stages is null ? node.NumberOrNone("output_noise", new Interval(0, 100, false, true)) : null,
            Catalogue<INoiseManagement>.Read(node.LawOrSwitch("noise_management", "abs-max", "none")),
            Catalogue<IBoundManagement>.Read(node.LawOrSwitch("bound_management", "iterative", "none")),
            node.Integer("pulse_train_length", 1, LongestTrain),
            node.Flag("update_management"), node.Flag("update_length_management"),
            node.Quantity("read_time", Dimension.Second, Interval.Positive))
        {
            Stages = stages,
            PulseType = TypeOf(node),
            Technology = technology,
            Faults = ArrayFaults.Read(node),
            ProgrammingError = ProgrammingError.Read(node),
            Tiles = TileSize.Read(node),
            Planes = PlaneLayouts.Read(node, node.Has("weights")),
            Wires = ArrayWires.Read(node, technology),
            HalfSelected = HalfSelect.HalfSelected.Read(node),
        };
        return read.WeightsPerTile is not { Outputs: 0 } ? read
            : throw node.Error("tiles.outputs", $"value {read.Tiles!.Outputs} is outside the allowed range [{read.ColumnsPerOutput}, {1 << 20}]: with planes of interleaved-columns an output takes {read.ColumnsPerOutput} bit lines");
    }

    private static readonly string[] Types = ["stochastic", "mean-count", "deterministic"];

    private static PulseType TypeOf(ModelNode node)
    {
        if (!node.Has("pulse_type")) return PulseType.Stochastic;
        var type = (PulseType)System.Array.IndexOf(Types, node.Choice("pulse_type", Types));
        return type == PulseType.Stochastic || !node.Has("half_select") ? type
            : throw node.Error("pulse_type", "must be \"stochastic\" where half-selection is modelled (half_select): it counts the slots of the trains");
    }

    private static readonly string[] Short = ["dac_bits", "adc_bits", "adc_bound", "input_noise", "output_noise"];
}
