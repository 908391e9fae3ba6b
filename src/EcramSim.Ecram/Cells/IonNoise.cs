using EcramSim.Ecram.Stacks;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Ecram.Cells;

/// <summary>
/// Noise of the number of ions that one pulse moves, in its two limits; <see cref="Noise.ChargeNoise"/> is the theory between them, which the array runs.
/// Where the interfaces take most of the voltage: hops forward and backward at the channel, both Poisson, so
/// var Q = ze·∫(i_f + i_b)A dt over the driven part, plus ze·Q for the ions that the open gate hands over afterwards; noise remains when
/// the net current is zero. Where the electrolyte takes most of it: hops of length a in a row,
/// each worth ze·a/d, so var Q = ze·Q·(a/d)·coth(zea|E|/2kT), which for small fields is the thermal noise of its resistance, 2kT·Q/V_el = 2kTt/R.
/// </summary>
internal static class IonNoise
{
    /// <param name="stack">The cell.</param>
    /// <param name="driven">The pulse itself: how the voltage divides.</param>
    /// <param name="traffic">∫(i_f + i_b) dt at the channel while the gate is driven, C/m².</param>
    /// <param name="charge">Faradaic charge of the whole pulse, C/m².</param>
    /// <param name="chargeAfter">The part of it that enters after the driver has let go, C/m².</param>
    /// <returns>Standard deviation per area that multiplies the channel area in m² to give C, and what limits.</returns>
    public static (double DeviationPerArea, string Limit) Of(Stack stack, Segment driven, double traffic, double charge, double chargeAfter)
    {
        var area = stack.Channel.Area;
        var carrier = stack.Channel.Host.ChargeNumber * PhysicalConstants.ElementaryCharge;
        var share = driven.Share;
        if (Math.Abs(share.Channel) + Math.Abs(share.Gate) > Math.Abs(share.Electrolyte))
            return (Math.Sqrt(carrier * (traffic + Math.Abs(chargeAfter)) / area), "interface");
        var voltage = Math.Abs(share.Electrolyte);
        var hop = stack.Electrolyte.Material.HoppingLength / stack.Electrolyte.Thickness;
        // zea|E|/2kT; for a → 0, hop·coth → 2kT/(ze·V_el).
        var thermal = 2 * PhysicalConstants.ThermalEnergy(stack.Temperature) / stack.Channel.Host.ChargeNumber / voltage;
        var perIon = hop > 0 ? hop / Math.Tanh(hop / thermal) : thermal;
        return (Math.Sqrt(carrier * Math.Abs(charge) * perIon / area), "resistance");
    }
}
