using EcramSim.Insertion.Materials;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Insertion.Transport;

/// <summary>Derivatives of the current density at one place, by central differences: the laws give currents, not slopes.</summary>
/// <param name="Filling">∂i/∂x at constant μ and V, A/m².</param>
/// <param name="Potential">∂i/∂μ at constant x and V, A/(m² eV).</param>
/// <param name="Voltage">∂i/∂V, S/m².</param>
internal readonly record struct SurfaceSlopes(double Filling, double Potential, double Voltage)
{
    // Short against kT/e and against the room left for x.
    private const double Small = 1e-5;

    internal static SurfaceSlopes At(Host host, double x, double potential, double voltage, double temperature)
    {
        var dx = Small * Math.Min(x, 1 - x);
        var de = Small * PhysicalConstants.ThermalEnergy(temperature);
        double Slope(double ddx, double ddp, double ddv, double d) =>
            (Surface.CurrentDensity(host, x + ddx, potential + ddp, voltage + ddv, temperature)
                - Surface.CurrentDensity(host, x - ddx, potential - ddp, voltage - ddv, temperature)) / (2 * d);
        return new(Slope(dx, 0, 0, dx), Slope(0, de, 0, de), Slope(0, 0, de, de));
    }
}
