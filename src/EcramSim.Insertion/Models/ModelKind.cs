namespace EcramSim.Insertion.Models;

/// <summary>The folders of <c>models/</c>.</summary>
public enum ModelKind
{
    /// <summary>Insertion hosts: <c>models/materials</c>.</summary>
    Material,
    /// <summary>Ion conductors: <c>models/electrolytes</c>.</summary>
    Electrolyte,
    /// <summary>ECRAM cells: <c>models/devices</c>.</summary>
    Device,
    /// <summary>Tiles with their periphery: <c>models/arrays</c>.</summary>
    Array,
    /// <summary>Runs of one particle or film: <c>models/cases</c>. They hold choices, plain values with units, not parameters with sources.</summary>
    Case,
    /// <summary>Neural networks: <c>models/networks</c>.</summary>
    Network,
    /// <summary>Battery cells: <c>models/cells</c>.</summary>
    Cell,
}
