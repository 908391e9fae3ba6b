using System.IO.Enumeration;
using EcramSim.Learning.Layers;

namespace EcramSim.Learning.Training;

/// <summary>What holds the weights of the layers whose names match, where it is not what holds the others.</summary>
/// <param name="Pattern">Name of a layer as in state dictionaries ("layer1"), with * and ?; upper and lower case differ.</param>
/// <param name="Hardware">A device or a baseline; <see cref="Hardware.Float32"/> leaves the layers digital.</param>
public sealed record LayerHardware(string Pattern, Hardware Hardware)
{
    /// <summary>Whether the layer is meant.</summary>
    public bool Matches(string layer) => FileSystemName.MatchesSimpleExpression(Pattern, layer, ignoreCase: false);

    /// <summary>As a choice of <see cref="AnalogOptions"/>.</summary>
    /// <param name="on">The options of layers on some hardware.</param>
    public LayerOverride Override(Func<Hardware, AnalogOptions> on)
    {
        ArgumentNullException.ThrowIfNull(on);
        return new LayerOverride(Pattern, Hardware == Hardware.Float32 ? null : on(Hardware));
    }
}
