using System.IO.Enumeration;

namespace EcramSim.Learning.Layers;

/// <summary>Another choice for the layers whose names match.</summary>
/// <param name="Pattern">Name of a layer as in state dictionaries ("encoder.0.attention"), with * and ?; upper and lower case differ.</param>
/// <param name="Options">Cells, array, scaling and the rest for these layers; null: they stay digital.</param>
public sealed record LayerOverride(string Pattern, AnalogOptions? Options)
{
    /// <summary>Whether the layer is meant.</summary>
    public bool Matches(string layer) => FileSystemName.MatchesSimpleExpression(Pattern, layer, ignoreCase: false);
}
