using EcramSim.Insertion.Models;

namespace EcramSim.Crossbar.Mapping;

/// <summary>Where the planes of a placement lie: the two cells of a pair, the digits of a slice.</summary>
public enum PlaneLayout
{
    /// <summary>Every plane is an array of its own, with word lines and drivers of its own; all planes are read at once.</summary>
    OwnArrays,

    /// <summary>
    /// The bit lines of the planes alternate in one array: those of an output, reference outputs included, lie side by side on the same word lines. Forward reads sense all of
    /// them at once; transposed reads drive those of one plane after the other, the others at 0 V. A tile of n bit lines holds n/planes outputs.
    /// </summary>
    InterleavedColumns,
}

/// <summary>The key "planes" of array files.</summary>
internal static class PlaneLayouts
{
    private static readonly string[] Names = ["own-arrays", "interleaved-columns"];

    /// <summary>Reads "planes": own-arrays (also where it is missing) or interleaved-columns.</summary>
    internal static PlaneLayout Read(ModelNode array, bool hasPlacement)
    {
        if (!array.Has("planes")) return PlaneLayout.OwnArrays;
        var layout = (PlaneLayout)Array.IndexOf(Names, array.Choice("planes", Names));
        return hasPlacement ? layout : throw array.Error("planes", "tells where the cells of one weight lie; a file without \"weights\" (pair, offset, bit-slices) has one cell per weight");
    }
}
