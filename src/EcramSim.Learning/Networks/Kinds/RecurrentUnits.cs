using EcramSim.Insertion.Models;

namespace EcramSim.Learning.Networks.Kinds;

/// <summary>What recurrent layers of every kind have: units, depth, directions, and how much of their course they give.</summary>
/// <param name="Hidden">Units of each direction.</param>
/// <param name="Layers">Layers on top of each other.</param>
/// <param name="IsBidirectional">Whether a second walk goes from the end to the beginning.</param>
/// <param name="ReturnsAll">Whether all steps are given instead of the last.</param>
public sealed record RecurrentUnits(int Hidden, int Layers, bool IsBidirectional, bool ReturnsAll)
{
    /// <summary>Half the width of the uniform distribution of first weights: 1/√hidden.</summary>
    public double FirstBound => 1 / Math.Sqrt(Hidden);

    /// <summary>Reads "hidden" and optional "layers" (1), "bidirectional" (false), "returns" (last or all).</summary>
    internal static RecurrentUnits Read(ModelNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        return new(node.Count("hidden", 1, 1 << 16), node.Count("layers", 1, 64, 1), node.Has("bidirectional") && node.Flag("bidirectional"), node.Has("returns") && node.Choice("returns", ["all", "last"]) == "all");
    }

    /// <summary>time × features → hidden (both directions side by side), or time × hidden.</summary>
    internal SignalShape Output(SignalShape input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var (size, width) = (input.Require(2, "time × features"), Hidden * (IsBidirectional ? 2 : 1));
        return ReturnsAll ? SignalShape.Of(size[0], width) : SignalShape.Of(width);
    }
}
