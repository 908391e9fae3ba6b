using EcramSim.Insertion.Kinetics;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Studies.Insertion;

/// <summary>One rate law in one state of the interface.</summary>
/// <param name="Label">Name of the law.</param>
/// <param name="Law">The law.</param>
/// <param name="State">The interface.</param>
/// <param name="Overpotentials">V, ascending.</param>
public sealed record RateCurve(string Label, IInsertionKinetics Law, InterfaceState State, IReadOnlyList<double> Overpotentials)
{
    /// <summary>i0 in A/m², by the slope at equilibrium.</summary>
    public double ExchangeCurrent => Law.ExchangeCurrentDensity(State);

    /// <summary>kT/(|z|e·i0) in Ω m².</summary>
    public double Resistance => PhysicalConstants.ThermalEnergy(State.Temperature) / (State.ChargeNumber * ExchangeCurrent);

    /// <summary>Beyond these there is no galvanostatic solution.</summary>
    public CurrentLimits Limits => Law.Limits(State);

    /// <summary>i in A/m².</summary>
    public double Current(double overpotential) => Law.CurrentDensity(State, overpotential);

    /// <summary>dη/d log₁₀|i| in V per decade, by central difference; NaN within 20 µV of equilibrium and where the rate does not depend on η.</summary>
    public double TafelSlope(double overpotential)
    {
        const double step = 1e-5;
        double low = Math.Abs(Current(overpotential - step)), high = Math.Abs(Current(overpotential + step));
        var change = Math.Log10(high) - Math.Log10(low);
        return Math.Abs(overpotential) > 2 * step && Math.Abs(change) > 1e-12 ? 2 * step / change : double.NaN;
    }
}
