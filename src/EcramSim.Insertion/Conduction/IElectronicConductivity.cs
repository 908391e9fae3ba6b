namespace EcramSim.Insertion.Conduction;

/// <summary>Electronic conductivity of a host against its filling: what a read of the channel sees.</summary>
public interface IElectronicConductivity
{
    /// <summary>σ(x, T) in S/m; x the filled fraction, temperature in K.</summary>
    double Conductivity(double x, double temperature);
}
