using System.IO.Enumeration;

namespace EcramSim.Crossbar;

/// <summary>The array of the layers whose names match: an entry of "layers" in an array file, whose keys take the place of those of the file.</summary>
/// <param name="Pattern">Name of a layer as in state dictionaries ("layer1", "encoder.0.attention"), with * and ?; upper and lower case differ.</param>
/// <param name="Options">The whole array, without layers of its own.</param>
public sealed record LayerArray(string Pattern, ArrayOptions Options)
{
    /// <summary>The file that names the layer, for messages.</summary>
    public string File { get; init; } = "array";

    /// <summary>Whether the layer is meant.</summary>
    public bool Matches(string layer) => FileSystemName.MatchesSimpleExpression(Pattern, layer, ignoreCase: false);
}
