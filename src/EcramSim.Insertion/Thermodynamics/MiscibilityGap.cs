namespace EcramSim.Insertion.Thermodynamics;

/// <summary>
/// Two phases in equilibrium: a common tangent touches the free energy at both fillings. Between them a host of uniform filling is not stable,
/// and the voltage of slow charging is flat.
/// </summary>
/// <param name="Poor">Filling of the poor phase.</param>
/// <param name="Rich">Filling of the rich phase.</param>
/// <param name="ChemicalPotential">μ of both in eV per ion: the slope of the tangent.</param>
public sealed record MiscibilityGap(double Poor, double Rich, double ChemicalPotential)
{
    /// <summary>The tangent in eV per site at <paramref name="x"/>.</summary>
    public double Tangent(IFreeEnergy law, double x, double temperature) => law.FreeEnergy(Poor, temperature) + ChemicalPotential * (x - Poor);
}
