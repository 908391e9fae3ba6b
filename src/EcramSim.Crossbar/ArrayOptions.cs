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
/// <param name="NoiseManagement">Inputs are divided by their largest magnitude α before the DAC, outputs multiplied by it.</param>
/// <param name="BoundManagement">A forward read that clips is repeated with inputs divided by 2, 4, ….</param>
/// <param name="PulseTrainLength">Slots of a pulse train, 1 … 64: the length without, the longest with length management.</param>
/// <param name="UpdateManagement">Row and column probabilities are balanced, so that neither saturates first.</param>
/// <param name="UpdateLengthManagement">Trains are as short as the largest wanted change allows (update-BL management).</param>
/// <param name="ReadTime">Duration of one vector–matrix product, converters included, s.</param>
public sealed record ArrayOptions(int? DacBits, int? AdcBits, double? AdcBound, double? InputNoise, double? OutputNoise,
    bool NoiseManagement, bool BoundManagement, int PulseTrainLength, bool UpdateManagement, bool UpdateLengthManagement, double ReadTime)
{
    /// <summary>The longest pulse train, in slots: one bit each of a 64-bit mask.</summary>
    public const int LongestTrain = 64;

    /// <summary>No quantisation, no noise, no bound; pulse trains of 31 slots with both managements; reads take no time.</summary>
    public static ArrayOptions Exact { get; } = new(null, null, null, null, null, true, true, 31, true, true, 0);

    /// <summary>Whether reads are plain matrix products.</summary>
    public bool ReadsExactly => DacBits is null && AdcBits is null && AdcBound is null && InputNoise is null && OutputNoise is null;

    /// <summary>Reads a file of <c>models/arrays</c> by id or path.</summary>
    public static ArrayOptions Read(ModelLibrary library, string idOrPath, IReadOnlyList<Setting>? settings = null)
    {
        ArgumentNullException.ThrowIfNull(library);
        var node = library.Load(ModelKind.Array, idOrPath, settings);
        node.Text("title");
        node.Text("description", "");
        var options = Read(node);
        node.Finish();
        return options;
    }

    /// <summary>Reads the keys of an array file; the caller finishes the node.</summary>
    public static ArrayOptions Read(ModelNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        var dac = node.IntegerOrNone("dac_bits", 2, 16);
        var adc = node.IntegerOrNone("adc_bits", 2, 16);
        var bound = node.NumberOrNone("adc_bound", Interval.Positive);
        if (adc is not null && bound is null) throw node.Error("adc_bound", "must be a number, not \"none\", where adc_bits is given");
        return new ArrayOptions(dac, adc, bound,
            node.NumberOrNone("input_noise", new Interval(0, 10, false, true)),
            node.NumberOrNone("output_noise", new Interval(0, 100, false, true)),
            node.Flag("noise_management"), node.Flag("bound_management"),
            node.Integer("pulse_train_length", 1, LongestTrain),
            node.Flag("update_management"), node.Flag("update_length_management"),
            node.Quantity("read_time", Dimension.Second, Interval.Positive));
    }
}
