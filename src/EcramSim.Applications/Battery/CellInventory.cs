namespace EcramSim.Applications.Battery;

/// <summary>Ions per area of cell, mol/m².</summary>
/// <param name="Negative">In the negative host.</param>
/// <param name="Positive">In the positive host.</param>
/// <param name="Solution">Dissolved.</param>
public readonly record struct CellInventory(double Negative, double Positive, double Solution)
{
    /// <summary>In both hosts.</summary>
    public double Hosts => Negative + Positive;
}
