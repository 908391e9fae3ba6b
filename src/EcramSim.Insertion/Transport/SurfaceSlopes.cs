using EcramSim.Insertion.Materials;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Insertion.Transport;

/// <summary>Derivatives of the current density at one place, at constant temperature.</summary>
/// <param name="Filling">∂i/∂x at constant μ and V, A/m².</param>
/// <param name="Potential">∂i/∂μ at constant x and V, A/(m² eV).</param>
/// <param name="Voltage">∂i/∂V, S/m².</param>
internal readonly record struct SurfaceSlopes(double Filling, double Potential, double Voltage)
{
    internal static SurfaceSlopes At(Host host, double x, double potential, double voltage, double temperature)
    {
        if (!(x is > 0 and < 1)) return new(double.NaN, double.NaN, double.NaN);
        var slopes = host.Kinetics.Slopes(Surface.State(host, x, potential, temperature), voltage - Surface.Equilibrium(host, potential));
        // μ acts through the activity and through η = V − U₀ + μ/z.
        return new(slopes.Filling, slopes.LogActivity / PhysicalConstants.ThermalEnergy(temperature) + slopes.Overpotential / host.ChargeNumber, slopes.Overpotential);
    }
}
