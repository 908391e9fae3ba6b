namespace EcramSim.Crossbar.Wires;

/// <summary>How the current of a cell follows its voltage: odd, strictly rising, I(0) = 0.</summary>
public interface ICellLaw
{
    /// <summary>Voltage over which the slope grows by e, V; ∞ where the slope is bounded. A solution approaches the full drive in steps of it.</summary>
    double Scale { get; }

    /// <summary>I(v) in A.</summary>
    /// <param name="voltage">Word node minus bit node, V.</param>
    /// <param name="conductance">G of the cell, S.</param>
    double Current(double voltage, double conductance);

    /// <summary>dI/dv in S, above 0 for an open or conducting cell.</summary>
    /// <inheritdoc cref="Current" path="/param"/>
    double Slope(double voltage, double conductance);
}
