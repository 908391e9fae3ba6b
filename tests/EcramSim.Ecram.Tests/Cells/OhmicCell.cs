using EcramSim.Ecram.Stacks;
using EcramSim.Insertion.Conduction;
using EcramSim.Insertion.Kinetics;
using EcramSim.Insertion.Materials;
using EcramSim.Insertion.Quantities;
using EcramSim.Insertion.Thermodynamics;

namespace EcramSim.Ecram.Tests.Cells;

/// <summary>A cell with an exact solution: ohmic electrolyte, linear open-circuit voltage and conductivity, interfaces that take nothing.</summary>
internal static class OhmicCell
{
    /// <summary>The channel's voltage falls by <paramref name="slope"/> V over x; σ = 1000·x S/m; window 0.3 … 0.7.</summary>
    internal static Stack Of(double slope, double amplitude, double leakage = 0, double rateConstant = 1e7)
    {
        var kinetics = new ButlerVolmer(new Arrhenius(rateConstant), 0.5, ExchangeCurrent.Constant);
        Host Material(string id, IFreeEnergy law, IElectronicConductivity? sigma) => new(id, id, id, "Li+", 1, 20000, "Li", 3, law, kinetics, null, sigma, []);
        var channel = Material("channel", new LinearOpenCircuitVoltage(slope), new LinearConductivity(0, 1000, new Arrhenius(1)));
        var gate = Material("gate", new ConstantOpenCircuitVoltage(), null);
        var electrolyte = new Electrolyte("film", "film", "Li+", 1, new Arrhenius(1e-4), 0, 10, new Arrhenius(leakage), 1e-3, "none", []);
        return new Stack(298.15, new ChannelLayer(channel, 50e-9, 1e-5, 1e-5, 0, 1e-3, false), new ElectrolyteLayer(electrolyte, 100e-9),
            new GateLayer(gate, 1e-6, 0.5, 1, 1e-3), 1, 0, new OperatingWindow(0.3, 0.7, 0.5),
            new PulseShape(amplitude, amplitude, false, 1e-4, 0, GateAfterPulse.Open, 1e-3));
    }
}
