using EcramSim.Insertion.Materials;
using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;
using EcramSim.Insertion.Thermodynamics;

namespace EcramSim.Insertion.Tests.Thermodynamics;

public sealed class TwoPhasePlateauTests
{
    [Fact]
    public void Flat_between_the_phases_and_dilute_beyond()
    {
        var law = new TwoPhasePlateau(0.1, 0.6, 0);
        Assert.Equal(0, law.ChemicalPotential(0.1, 300));
        Assert.Equal(0, law.ChemicalPotential(0.45, 300));
        // kT ln[0.05·0.9/(0.95·0.1)] = −kT·0.747214, 300 K: kT = 0.0258519998 eV.
        Assert.Equal(-0.0258519998 * 0.7472144, law.ChemicalPotential(0.05, 300), 1e-9);
        // kT ln[0.9·0.4/(0.1·0.6)] = kT ln 6
        Assert.Equal(0.0258519998 * Math.Log(6), law.ChemicalPotential(0.9, 300), 1e-9);
    }

    [Fact]
    public void Voltage_free_energy_and_slope_have_no_jump()
    {
        var law = new TwoPhasePlateau(0.1, 0.6, 0.02);
        foreach (var end in new[] { 0.1, 0.6 })
        {
            Assert.Equal(law.ChemicalPotential(end - 1e-9, 320), law.ChemicalPotential(end + 1e-9, 320), 1e-7);
            Assert.Equal(law.FreeEnergy(end - 1e-9, 320), law.FreeEnergy(end + 1e-9, 320), 1e-9);
        }
        Assert.Equal(0.02 * 0.5, law.ChemicalPotential(0.6, 300) - law.ChemicalPotential(0.1, 300), 1e-12);
    }

    // Anatase: 1.78 V in the middle of its plateau, 20 mV per unit of x.
    [Fact]
    public void Anatase_stands_on_its_plateau()
    {
        var host = Host.Load(ModelLibrary.Shipped(), "lixtio2");
        Assert.Equal(1.78, host.OpenCircuitVoltage(0.305, 298.15), 1e-12);
        Assert.Equal(-0.02, host.OpenCircuitSlope(0.3, 298.15), 1e-12);
        Assert.True(host.OpenCircuitVoltage(0.005, 298.15) > 1.79);
        Assert.Equal(Interval.Closed(0.01, 0.6), host.Validity);
    }
}
