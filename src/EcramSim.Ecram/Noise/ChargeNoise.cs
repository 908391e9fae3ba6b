using EcramSim.Ecram.Cells;
using EcramSim.Ecram.Stacks;
using EcramSim.Insertion.Materials;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Ecram.Noise;

/// <summary>
/// Noise of the charge that one pulse leaves in the channel, cause by cause (docs/physics.md, section 4): each element of the series loop fluctuates
/// on its own, and the others pass on what its capacitance does not take. Around the mean course of the pulse, with δV_k the fluctuation of the voltage
/// across element k, g_k = di_k/dV_k its differential conductance and C_k its capacitance, C_k dδV_k/dt = δi − g_k δV_k − ξ_k, δi = −ΣδV_k/(R_s A) + ξ_s and
/// dδQ/dt = δi, per channel area. Intensities: interfaces ze(i_f + i_b)/A, hops of both directions being Poisson; electrolyte
/// ze·(a/d)·|J|·coth(zea|E|/2kT)/A, which is 2kT/(rA) for small fields; line 2kT/(R_s A²). Limits: one interface alone 2·shot noise at zero net current, and
/// 2kT t/R of the sum of all resistances near equilibrium. What floats at the end enters the channel as a whole, so its noise is that of Q at the release.
/// A driver that imposes the current imposes the charge.
/// </summary>
/// <param name="Channel">Variance from hops at the channel, C².</param>
/// <param name="Electrolyte">Variance from hops in the electrolyte, C².</param>
/// <param name="Gate">Variance from hops at the gate, C².</param>
/// <param name="Line">Variance from the gate line's resistance, C².</param>
public sealed record ChargeNoise(double Channel, double Electrolyte, double Gate, double Line)
{
    private const int Intervals = 16;
    private const double CourseTolerance = 1e-6;

    /// <summary>Of all causes, C².</summary>
    public double Variance => Channel + Electrolyte + Gate + Line;

    /// <summary>Standard deviation of the charge, C.</summary>
    public double Deviation => Math.Sqrt(Variance);

    /// <summary>Of one programming pulse of <paramref name="stack"/> that starts from rest at filling <paramref name="x"/>.</summary>
    public static ChargeNoise Of(Stack stack, double x, bool up) => Of(stack, x, stack.PulseLevel(up));

    /// <summary>Of one pulse to <paramref name="level"/> (V, gate minus channel; A where the shape imposes a current) with the times and the gate of the stack's pulse.</summary>
    public static ChargeNoise Of(Stack stack, double x, double level)
    {
        ArgumentNullException.ThrowIfNull(stack);
        if (stack.Pulse.IsCurrent) return new ChargeNoise(0, 0, 0, 0);
        var cell = new Cell(stack, CourseTolerance);
        var covariance = new LoopCovariance();
        var state = CellState.Equilibrium(stack, x);
        var hold = stack.HoldVoltage;
        state = Follow(stack, cell, state, GateDrive.Voltage(stack, level, level), stack.Pulse.Width, covariance);
        if (stack.Pulse.ReturnEdge > 0) state = Follow(stack, cell, state, GateDrive.Voltage(stack, hold, hold), stack.Pulse.ReturnEdge, covariance);
        if (stack.Pulse.After == GateAfterPulse.Held) Follow(stack, cell, state, GateDrive.Voltage(stack, hold, hold), stack.Pulse.Rest, covariance);
        var scale = stack.Channel.Area * stack.Channel.Area;
        double Of(int cause) => scale * covariance.Charge(cause);
        return new ChargeNoise(Of(0), Of(1), Of(2), Of(3));
    }

    // The course in pieces that grow with time, the elements linear within each.
    private static CellState Follow(Stack stack, Cell cell, CellState state, GateDrive drive, double duration, LoopCovariance covariance)
    {
        for (var k = 0; k < Intervals; k++)
        {
            var interval = duration * (2 * k + 1) / (Intervals * Intervals);
            var middle = cell.Run(state, drive, 0.5 * interval).End;
            state = cell.Run(middle, drive, 0.5 * interval).End;
            covariance.Pass(Elements(stack, middle), stack.SeriesResistance * stack.Channel.Area, LineIntensity(stack), interval);
        }
        return state;
    }

    private static SeriesElement[] Elements(Stack stack, CellState state)
    {
        var (channel, gate, electrolyte) = (stack.Channel, stack.Gate, stack.Electrolyte);
        var ratio = gate.AreaRatio;
        return
        [
            Interface(stack, channel.Host, state.Filling, state.ChannelOverpotential, channel.DoubleLayer, 1),
            new SeriesElement(electrolyte.Capacitance,
                electrolyte.Material.DifferentialConductivity(state.ElectrolyteVoltage / electrolyte.Thickness, stack.Temperature) / stack.ResistanceFactor / electrolyte.Thickness,
                ElectrolyteIntensity(stack, state.ElectrolyteVoltage)),
            gate.Kind == GateKind.Blocking ? new SeriesElement(ratio * gate.DoubleLayer, 0, 0)
                : Interface(stack, gate.Host, state.GateFilling, state.GateOverpotential, gate.DoubleLayer, ratio),
        ];
    }

    private static SeriesElement Interface(Stack stack, Host host, double x, double overpotential, double doubleLayer, double ratio)
    {
        var place = host.Interface(x, stack.Temperature);
        var rates = host.Kinetics.Rates(place, overpotential);
        var slope = host.Kinetics.Slopes(place, overpotential).Overpotential;
        var factor = ratio * stack.RateFactor;
        return new SeriesElement(ratio * doubleLayer, -factor * slope, Carrier(stack) * factor * (rates.Forward + rates.Backward) / stack.Channel.Area);
    }

    private static double ElectrolyteIntensity(Stack stack, double voltage)
    {
        var material = stack.Electrolyte.Material;
        var hop = material.HoppingLength / stack.Electrolyte.Thickness;
        var thermal = 2 * PhysicalConstants.ThermalEnergy(stack.Temperature) / stack.Channel.Host.ChargeNumber;
        var small = hop * Math.Abs(voltage) / thermal < 1e-4;
        // Small fields: |J| = V/r and coth y = 1/y.
        return small
            ? Carrier(stack) * thermal * material.DifferentialConductivity(0, stack.Temperature) / stack.ResistanceFactor / stack.Electrolyte.Thickness / stack.Channel.Area
            : Carrier(stack) * hop * Math.Abs(material.CurrentDensity(voltage / stack.Electrolyte.Thickness, stack.Temperature)) / stack.ResistanceFactor
                / Math.Tanh(hop * Math.Abs(voltage) / thermal) / stack.Channel.Area;
    }

    private static double LineIntensity(Stack stack) =>
        2 * PhysicalConstants.ThermalEnergy(stack.Temperature) * PhysicalConstants.ElementaryCharge / (stack.SeriesResistance * stack.Channel.Area * stack.Channel.Area);

    private static double Carrier(Stack stack) => stack.Channel.Host.ChargeNumber * PhysicalConstants.ElementaryCharge;
}
