using EcramSim.Insertion.Materials;
using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Insertion.Tests.Materials;

/// <summary>Physical sanity of every file in models/materials and models/electrolytes.</summary>
public sealed class ShippedMaterialTests
{
    public static TheoryData<string> Materials => [.. ModelLibrary.Shipped().Ids(ModelKind.Material)];
    public static TheoryData<string> Electrolytes => [.. ModelLibrary.Shipped().Ids(ModelKind.Electrolyte)];

    [Theory, MemberData(nameof(Materials))]
    public void Host_reads_and_every_number_has_a_source(string id)
    {
        var host = Host.Load(ModelLibrary.Shipped(), id);
        Assert.Equal(id, host.Id);
        Assert.True(host.Parameters.Count >= 5);
        Assert.All(host.Parameters, p => Assert.True(p.Source.Length > 3 && p.Status is "measured" or "fitted" or "estimated", p.Path));
        Assert.True(host.SiteDensity is > 100 and < 1e6);
        Assert.Equal(host.ChargeNumber * 96485.33212 * host.SiteDensity, host.ChargeDensity, 1e-3 * host.SiteDensity);
    }

    [Theory, MemberData(nameof(Materials))]
    public void Chemical_potential_is_the_slope_of_the_free_energy(string id)
    {
        var host = Host.Load(ModelLibrary.Shipped(), id);
        foreach (var x in Inside(host.FreeEnergy.Validity, 41))
        {
            const double h = 1e-6;
            var mu = (host.FreeEnergy.FreeEnergy(x + h, 300) - host.FreeEnergy.FreeEnergy(x - h, 300)) / (2 * h);
            Assert.Equal(mu, host.FreeEnergy.ChemicalPotential(x, 300), 2e-8 + 1e-6 * Math.Abs(mu));
        }
    }

    [Theory, MemberData(nameof(Materials))]
    public void Voltage_falls_with_filling_where_the_host_is_single_phase(string id)
    {
        // The loop of a phase-separating host, see RegularSolutionTests and LayeredStagingTests.
        if (id is "lifepo4" or "graphite-two-layer" or "graphite-three-layer") return;
        var host = Host.Load(ModelLibrary.Shipped(), id);
        var voltages = Inside(host.FreeEnergy.Validity, 400).Select(x => host.OpenCircuitVoltage(x, 298.15)).ToArray();
        for (var i = 1; i < voltages.Length; i++) Assert.True(voltages[i] <= voltages[i - 1] + (id == "graphite-mcmb" ? 1e-5 : 0)); // a fit with a bump of 43 µV
    }

    [Theory, MemberData(nameof(Materials))]
    public void Conductivity_is_positive_where_it_is_valid(string id)
    {
        var host = Host.Load(ModelLibrary.Shipped(), id);
        if (host.ElectronicConductivity is not { } sigma) return;
        foreach (var x in Inside(sigma.Validity, 200))
            Assert.True(sigma.Conductivity(x, 298.15) > 0 && double.IsFinite(sigma.ConductivitySlope(x, 298.15)));
    }

    [Theory, MemberData(nameof(Electrolytes))]
    public void Electrolyte_reads_and_conducts(string id)
    {
        var electrolyte = Electrolyte.Load(ModelLibrary.Shipped(), id);
        Assert.Equal(id, electrolyte.Id);
        Assert.All(electrolyte.Parameters, p => Assert.True(p.Source.Length > 3 && p.Status is "measured" or "fitted" or "estimated", p.Path));
        foreach (var field in new[] { -1e8, -1e6, -1.0, 1e-3, 1e6, 5e8 })
        {
            var j = electrolyte.CurrentDensity(field, 300);
            Assert.Equal(Math.Sign(field), Math.Sign(j));
            Assert.Equal(field, electrolyte.Field(j, 300), Math.Abs(field) * 1e-12);
            Assert.True(Math.Abs(j) >= electrolyte.IonicConductivity.At(300) * Math.Abs(field) * (1 - 1e-12));
        }
        // An ion conductor: less than one carrier in a hundred is electronic.
        Assert.True(electrolyte.ElectronicConductivity.At(300) < 1e-2 * electrolyte.IonicConductivity.At(300));
    }

    internal static IEnumerable<double> Inside(Interval range, int count)
    {
        for (var i = 0; i < count; i++) yield return range.Minimum + (range.Maximum - range.Minimum) * (i + 0.5) / count;
    }
}
