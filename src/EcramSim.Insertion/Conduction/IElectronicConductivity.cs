using EcramSim.Insertion.Quantities;

namespace EcramSim.Insertion.Conduction;

/// <summary>Electronic conductivity of a host against its filling: what a read of the channel sees.</summary>
public interface IElectronicConductivity
{
    /// <summary>σ(x, T) in S/m; x the filled fraction, temperature in K.</summary>
    double Conductivity(double x, double temperature);

    /// <summary>dσ/dx in S/m at constant temperature: the gain of a channel, and the mobility of the electrostatic term.</summary>
    double ConductivitySlope(double x, double temperature);

    /// <summary>The fillings for which the law is defined and positive.</summary>
    Interval Validity { get; }
}
