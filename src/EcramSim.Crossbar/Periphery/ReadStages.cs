using EcramSim.Crossbar.Periphery.Inputs;
using EcramSim.Crossbar.Periphery.Stages;
using EcramSim.Crossbar.Periphery.Weights;
using EcramSim.Insertion.Models;

namespace EcramSim.Crossbar.Periphery;

/// <summary>A read written out stage by stage, where an array file does not use the short form of converters and noise.</summary>
/// <param name="Placement">How weights are placed in cells.</param>
/// <param name="Coding">How inputs reach the lines.</param>
/// <param name="Inputs">What acts on the driven lines, in this order.</param>
/// <param name="Outputs">What acts on the sensed lines, in this order.</param>
public sealed record ReadStages(IWeightPlacement Placement, IInputCoding Coding, IReadOnlyList<IReadStage> Inputs, IReadOnlyList<IReadStage> Outputs)
{
    /// <summary>The keys of an array file that write a read out.</summary>
    public static IReadOnlyList<string> Keys { get; } = ["weights", "inputs", "input_stages", "output_stages"];

    /// <summary>Reads "weights", "inputs" (each optional), "input_stages" and "output_stages"; null where none is there.</summary>
    public static ReadStages? Read(ModelNode node)
    {
        // Every key is asked for, so that a slip in one is told with the right names.
        string[] given = [.. Keys.Where(node.Has)];
        if (given.Length == 0) return null;
        return new ReadStages(
            node.Has("weights") ? Catalogue<IWeightPlacement>.Read(node.Child("weights")) : new FixedReference(),
            node.Has("inputs") ? Catalogue<IInputCoding>.Read(node.Child("inputs")) : new AnalogInput(),
            [.. node.Children("input_stages").Select(Catalogue<IReadStage>.Read)],
            [.. node.Children("output_stages").Select(Catalogue<IReadStage>.Read)]);
    }

    /// <summary>The read of an array written out: its stages, or those that its short form stands for.</summary>
    public static ReadStages Of(ArrayOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Stages is { } stages) return stages;
        var (inputs, outputs) = (new List<IReadStage>(), new List<IReadStage>());
        if (options.DacBits is { } dac) inputs.Add(new UniformConverter(dac, ConverterRange.Of(1)));
        if (options.InputNoise is { } input) inputs.Add(new WhiteNoise(input));
        if (options.OutputNoise is { } output) outputs.Add(new WhiteNoise(output));
        if (options.AdcBits is { } adc) outputs.Add(new UniformConverter(adc, ConverterRange.Of(options.AdcBound!.Value)));
        else if (options.AdcBound is { } bound) outputs.Add(new Integrator(bound, 0));
        return new ReadStages(new FixedReference(), new AnalogInput(), inputs, outputs);
    }
}
