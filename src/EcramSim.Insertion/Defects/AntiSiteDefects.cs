using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;
using EcramSim.Insertion.Thermodynamics;

namespace EcramSim.Insertion.Defects;

/// <summary>
/// Transition-metal ions that move into the sites of the inserted ion and leave metal vacancies behind (anti-site pairs), a fraction ζ of them:
/// f(x, ζ) = f_host(x) + ζ(e₀ + e₁x) + kT[ζ ln ζ + (1 − ζ) ln(1 − ζ)] + Ω_ζ·ζ(1 − ζ). So μ_ζ = e₀ + e₁x + kT ln[ζ/(1 − ζ)] + Ω_ζ(1 − 2ζ), and the voltage of the host is
/// U = U₀(x) − e₁ζ/z. The metal moves as ζ̇ = ν[(1 − ζ)e^(−αd) − ζe^((1 − α)d)], d = [e₀ + e₁x + Ω_ζ(1 − 2ζ)]/kT, which keeps forward/backward = exp(−μ_ζ/kT). Below Ω_ζ = 2kT the
/// defects follow x without memory when it moves slowly; above, two states are stable over a range of x and the voltage keeps a hysteresis at any rate.
/// </summary>
/// <param name="Energy">e₀ in eV per defect, of an empty host.</param>
/// <param name="Coupling">e₁ in eV: &gt; 0 where inserted ions push the metal back.</param>
/// <param name="Interaction">Ω_ζ in eV: &gt; 0 where defects attract each other.</param>
/// <param name="Attempt">ν in 1/s at its reference temperature, with the barrier of the migration.</param>
/// <param name="TransferCoefficient">α.</param>
/// <param name="BarrierShift">ΔE in eV by which a defect beside the path raises the barrier of the inserted ion; 0.2 to 0.3 in layered oxides.</param>
/// <param name="Neighbours">Sites beside the path of a hop that may hold a defect.</param>
public sealed record AntiSiteDefects(double Energy, double Coupling, double Interaction, Arrhenius Attempt, double TransferCoefficient = 0.5, double BarrierShift = 0.25, int Neighbours = 2)
{
    /// <summary>The part of f that depends on ζ, eV per site.</summary>
    public double FreeEnergy(double x, double zeta, double temperature) => zeta * (Energy + Coupling * x) + Mixing.FreeEnergy(zeta, temperature);

    /// <summary>μ_ζ = ∂f/∂ζ in eV per defect; 0 in equilibrium.</summary>
    public double ChemicalPotential(double x, double zeta, double temperature) => Energy + Coupling * x + Mixing.ChemicalPotential(zeta, temperature);

    /// <summary>What the defects add to the voltage of the host, −e₁ζ/z in V.</summary>
    public double VoltageShift(double zeta, int chargeNumber = 1) => -Coupling * zeta / chargeNumber;

    /// <summary>ζ̇ in 1/s.</summary>
    public double Rate(double x, double zeta, double temperature)
    {
        var d = (Energy + Coupling * x + Interaction * (1 - 2 * zeta)) / PhysicalConstants.ThermalEnergy(temperature);
        return Attempt.At(temperature) * ((1 - zeta) * Math.Exp(-TransferCoefficient * d) - zeta * Math.Exp((1 - TransferCoefficient) * d));
    }

    /// <summary>
    /// Where the defects come to rest at fixed x when they start from <paramref name="zeta"/>: the nearest minimum downhill. What an infinitely slow sweep follows.
    /// </summary>
    public double Relax(double x, double zeta, double temperature)
    {
        var drive = ChemicalPotential(x, zeta, temperature);
        if (drive == 0) return zeta;
        // Roots of μ_ζ are separated by the spinodals of the mixing term; downhill is down the sign of μ_ζ.
        double[] ends = Mixing.Spinodal(temperature) is { } s ? [0, s, 1 - s, 1] : [0, 1];
        var piece = 0;
        while (piece < ends.Length - 2 && zeta > ends[piece + 1]) piece++;
        for (var step = drive > 0 ? -1 : 1; piece >= 0 && piece < ends.Length - 1; piece += step)
        {
            // The ends 0 and 1 are approached to where the entropy still counts.
            double low = Math.Max(ends[piece], 1e-300), high = Math.Min(ends[piece + 1], Math.BitDecrement(1.0));
            if (step > 0) low = Math.Max(low, zeta);
            else high = Math.Min(high, zeta);
            if (!(low < high)) continue;
            double fl = ChemicalPotential(x, low, temperature), fh = ChemicalPotential(x, high, temperature);
            if (fl <= 0 && fh >= 0) return Numerics.BracketedRoot.Find(z => ChemicalPotential(x, z, temperature), low, high);
        }
        return drive > 0 ? 0 : 1;
    }

    /// <summary>
    /// Range of x over which both states are stable, ascending; null for Ω_ζ ≤ 2kT. Its width 2|μ(ζ_s)|/|e₁| is the hysteresis of the filling at vanishing rate.
    /// </summary>
    public (double Low, double High)? Bistable(double temperature)
    {
        if (Mixing.Spinodal(temperature) is not { } spinodal) return null;
        var reach = Mixing.ChemicalPotential(spinodal, temperature);
        double a = (-reach - Energy) / Coupling, b = (reach - Energy) / Coupling;
        return (Math.Min(a, b), Math.Max(a, b));
    }

    /// <summary>
    /// Factor on the diffusivity of the inserted ion: hops that pass no defect keep their barrier, p = (1 − ζ)^m, the others are slower by exp(−ΔE/kT).
    /// A mean over parallel paths: an upper bound where paths cannot be avoided.
    /// </summary>
    public double DiffusivityFactor(double zeta, double temperature)
    {
        var free = Math.Pow(1 - zeta, Neighbours);
        return free + (1 - free) * Math.Exp(-BarrierShift / PhysicalConstants.ThermalEnergy(temperature));
    }

    /// <summary>
    /// Keys <c>energy</c>, <c>coupling</c>, <c>interaction</c> (eV), <c>attempt_rate</c> (1/s, with activation energy), <c>transfer_coefficient</c>, <c>barrier_shift</c> (eV), <c>neighbours</c>.
    /// </summary>
    public static AntiSiteDefects Read(ModelNode node) => new(node.ElectronVolts("energy", Interval.Closed(-5, 5)), Nonzero(node, "coupling"),
        node.ElectronVolts("interaction", Interval.Closed(-1, 1)), Arrhenius.Read(node, "attempt_rate", Dimension.Frequency, Interval.Positive),
        node.Number("transfer_coefficient", Interval.Fraction), node.ElectronVolts("barrier_shift", Interval.Closed(0, 2)), node.Integer("neighbours", 1, 12));

    private RegularSolution Mixing => new(Interaction);

    private static double Nonzero(ModelNode node, string key) =>
        node.ElectronVolts(key, Interval.Closed(-5, 5)) is var value && value != 0 ? value : throw node.Error(key, "value must not be 0: defects would not feel the filling");
}
