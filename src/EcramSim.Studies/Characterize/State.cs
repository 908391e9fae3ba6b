using EcramSim.Ecram;

namespace EcramSim.Studies.Characterize;

/// <summary>The state of a device as conductance and as weight, whichever of the two its data sheet uses.</summary>
internal static class State
{
    /// <summary>In S; null for a device that is known by its weight alone.</summary>
    internal static double? Conductance(CellDevice device, double state) => device.DataSheet.Unit == "S" ? state : null;

    /// <summary>In units of the mapping, ±1 the ends of the used window.</summary>
    internal static double Weight(CellDevice device, double state) => device.DataSheet.Unit == "S" ? device.Mapping.Weight(state) : state;

    /// <summary>The state of a weight.</summary>
    internal static double OfWeight(CellDevice device, double weight) => device.DataSheet.Unit == "S" ? device.Mapping.Conductance(weight) : weight;

    /// <summary>Weight per unit of state.</summary>
    internal static double WeightPerUnit(CellDevice device) => device.DataSheet.Unit == "S" ? 1 / device.Mapping.HalfWindow!.Value : 1;
}
