using System.IO.Enumeration;

namespace EcramSim.Learning.Training;

/// <summary>What holds the weights of the layers whose names match, where it is not what holds the others.</summary>
/// <param name="Pattern">Name of a layer as in state dictionaries ("layer1"), with * and ?; upper and lower case differ.</param>
/// <param name="Hardware">A device or a baseline; <see cref="Hardware.Float32"/> leaves the layers digital.</param>
public sealed record LayerHardware(string Pattern, Hardware Hardware)
{
    /// <summary>Whether the layer is meant.</summary>
    public bool Matches(string layer) => FileSystemName.MatchesSimpleExpression(Pattern, layer, ignoreCase: false);
}
