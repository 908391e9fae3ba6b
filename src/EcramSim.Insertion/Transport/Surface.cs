using EcramSim.Insertion.Kinetics;
using EcramSim.Insertion.Materials;

namespace EcramSim.Insertion.Transport;

/// <summary>One place where ions enter a host: filling x and potential μ (eV) there, which may hold more than μ_h(x) (gradients, strain).</summary>
internal static class Surface
{
    /// <summary>i in A/m² at <paramref name="voltage"/>; NaN outside (0, 1).</summary>
    internal static double CurrentDensity(Host host, double x, double potential, double voltage, double temperature) =>
        x is > 0 and < 1 && double.IsFinite(voltage) && double.IsFinite(potential)
            ? host.Kinetics.CurrentDensity(State(host, x, potential, temperature), voltage - Equilibrium(host, potential)) : double.NaN;

    /// <summary>V while i (A/m²) flows; null where the law cannot carry it.</summary>
    internal static double? Voltage(Host host, double x, double potential, double currentDensity, double temperature) =>
        x is > 0 and < 1 && double.IsFinite(currentDensity) && double.IsFinite(potential)
            && RequiredOverpotential.Find(host.Kinetics, State(host, x, potential, temperature), currentDensity) is { } overpotential
            ? overpotential + Equilibrium(host, potential) : null;

    internal static InterfaceState State(Host host, double x, double potential, double temperature) =>
        new(x, potential / Quantities.PhysicalConstants.ThermalEnergy(temperature), temperature, host.ChargeNumber);

    /// <summary>U₀ − μ/z, V.</summary>
    internal static double Equilibrium(Host host, double potential) => host.ReferenceVoltage - potential / host.ChargeNumber;
}
