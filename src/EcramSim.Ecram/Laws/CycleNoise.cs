using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Ecram.Laws;

/// <summary>The key "cycle_noise" that the update laws share: standard deviation of a pulse relative to its step.</summary>
internal static class CycleNoise
{
    /// <summary>Its value; 0 where the file says "none" or nothing.</summary>
    public static double Read(ModelNode node) =>
        node.Has("cycle_noise") ? node.NumberOrNone("cycle_noise", new Interval(0, 100, false, true)) ?? 0 : 0;
}
