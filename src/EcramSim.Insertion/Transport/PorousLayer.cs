namespace EcramSim.Insertion.Transport;

/// <summary>A layer whose pores a solution fills.</summary>
/// <param name="Thickness">m.</param>
/// <param name="Porosity">Share of the solution in the volume.</param>
/// <param name="Bruggeman">b: transport through the pores is slower by Porosity^b.</param>
public sealed record PorousLayer(double Thickness, double Porosity, double Bruggeman)
{
    /// <summary>Effective over free diffusivity and conductivity of the solution, Porosity^b.</summary>
    public double Efficiency => Math.Pow(Porosity, Bruggeman);
}
