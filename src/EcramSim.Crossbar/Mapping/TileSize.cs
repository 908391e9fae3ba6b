using EcramSim.Insertion.Models;

namespace EcramSim.Crossbar.Mapping;

/// <summary>The largest tile that can be built; larger layers are split.</summary>
/// <param name="Outputs">Most outputs of a tile: bit lines, beside those of references.</param>
/// <param name="Inputs">Most inputs of a tile: word lines, beside those of references.</param>
/// <param name="AddsAnalog">Partial sums of tiles side by side are added as currents before one converter, instead of digitally after one each.</param>
public sealed record TileSize(int Outputs, int Inputs, bool AddsAnalog)
{
    /// <summary>Reads the object "tiles" of an array file: "outputs", "inputs", "accumulation" (digital or analog); null where it is missing.</summary>
    public static TileSize? Read(ModelNode array)
    {
        if (!array.Has("tiles")) return null;
        var node = array.Child("tiles");
        return new TileSize(node.Integer("outputs", 1, 1 << 20), node.Integer("inputs", 1, 1 << 20), node.Choice("accumulation", ["digital", "analog"]) == "analog");
    }
}
