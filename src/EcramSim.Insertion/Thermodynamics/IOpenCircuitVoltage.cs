namespace EcramSim.Insertion.Thermodynamics;

/// <summary>A free energy given as a voltage: it needs the reference voltage and the charge number of its host before it is one, μ = −z(U − U₀).</summary>
public interface IOpenCircuitVoltage : IFreeEnergy
{
    /// <summary>The same voltage for a host with U₀ = <paramref name="reference"/> (V) and z = <paramref name="chargeNumber"/>.</summary>
    IFreeEnergy For(double reference, int chargeNumber);
}
