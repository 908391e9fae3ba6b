namespace EcramSim.Learning.Layers;

/// <summary>How a network goes onto tiles, beside device, array and scaling.</summary>
/// <param name="AnalogBias">The constant input of one more column of cells that holds the bias; null: digital biases.</param>
/// <param name="InputRange">The range of the inputs that each layer keeps; null: as the array file manages noise.</param>
/// <param name="LearnsOutputScale">Whether each output has a digital factor that is learned.</param>
/// <param name="Digital">Names of layers that stay digital, with * and ?.</param>
public sealed record ConversionChoices(double? AnalogBias, InputRange? InputRange, bool LearnsOutputScale, IReadOnlyList<string> Digital)
{
    /// <summary>Digital biases, ranges by noise management, fixed scales, everything on tiles.</summary>
    public static ConversionChoices Default { get; } = new(null, null, false, []);
}
