using System.Text.Json;
using System.Text.RegularExpressions;
using EcramSim.Applications.Battery;
using EcramSim.Insertion.Models;
using EcramSim.Tests.Reference;

namespace EcramSim.Applications.Tests.Battery;

/// <summary>The file of the cell against the parameter set that it was taken from, and what it refuses.</summary>
public sealed class PorousCellTests
{
    [Fact]
    public void Shipped_cell_is_the_published_parameter_set()
    {
        using var json = JsonDocument.Parse(File.ReadAllText(ReferenceData.Files("insertion/pybamm", "params_Marquis2019.json").Single()));
        double P(string name) => json.RootElement.GetProperty("numeric").GetProperty(name).GetDouble();
        var cell = Marquis.Cell;
        foreach (var (electrode, name) in new[] { (cell.Negative, "Negative"), (cell.Positive, "Positive") })
        {
            Assert.Equal(P($"{name} electrode thickness [m]"), electrode.Layer.Thickness, 1e-18);
            Assert.Equal(P($"{name} electrode porosity"), electrode.Layer.Porosity);
            Assert.Equal(P($"{name} electrode Bruggeman coefficient (electrolyte)"), electrode.Layer.Bruggeman);
            Assert.Equal(P($"{name} electrode Bruggeman coefficient (electrode)"), electrode.SolidBruggeman);
            Assert.Equal(P($"{name} electrode active material volume fraction"), electrode.ActiveFraction);
            Assert.Equal(P($"{name} particle radius [m]"), electrode.ParticleRadius, 1e-18);
            Assert.Equal(P($"{name} electrode conductivity [S.m-1]"), electrode.Conductivity.At(298.15));
            Assert.Equal(P($"Maximum concentration in {name.ToLowerInvariant()} electrode [mol.m-3]"), electrode.Host.SiteDensity, 1e-8);
            Assert.Equal(P($"Initial concentration in {name.ToLowerInvariant()} electrode [mol.m-3]"), electrode.Host.SiteDensity * electrode.InitialFilling, 1e-8);
        }
        Assert.Equal(P("Separator thickness [m]"), cell.Separator.Thickness, 1e-18);
        Assert.Equal(P("Separator porosity"), cell.Separator.Porosity);
        Assert.Equal(P("Electrode height [m]") * P("Electrode width [m]"), cell.Area, 1e-15);
        Assert.Equal(P("Nominal cell capacity [A.h]") * 3600, cell.NominalCapacity, 1e-9);
        Assert.Equal(P("Initial concentration in electrolyte [mol.m-3]"), cell.SaltConcentration);
        Assert.Equal(P("Cation transference number"), cell.Solution.At(1000, 298.15).Transference);
        Assert.Equal(P("Lower voltage cut-off [V]"), cell.LowerVoltage);
        Assert.Equal(P("Upper voltage cut-off [V]"), cell.UpperVoltage);
        Assert.All(cell.Parameters, p => Assert.True(p.Source.Length > 3 && p.Status is "measured" or "fitted" or "estimated", p.Path));
    }

    public static TheoryData<string, string, string, string> Faults => new()
    {
        { @"""thickness""", @"""thicknes""", "negative.thickness", "thicknes" },
        { @"""100 um""", @"""100 s""", "negative.thickness", "length" },
        { @"""porosity"": { ""value"": 0.3", @"""porosity"": { ""value"": 1.3", "negative.porosity", "(0, 1]" },
        { @"""active_fraction"": { ""value"": 0.6", @"""active_fraction"": { ""value"": 0.8", "negative.active_fraction", "leave no room" },
        { @"""law"": ""concentrated""", @"""law"": ""concentrate""", "solution.law", "concentrated" },
        { @"""S_per_m"": [0.0911", @"""S_per_m"": [""x""", "solution.conductivity", "finite number" },
        { @"""upper_voltage"": { ""value"": ""4.1 V""", @"""upper_voltage"": { ""value"": ""3 V""", "upper_voltage", "above the lower" },
        { @"""material"": ""lixcoo2-dualfoil""", @"""material"": ""hxwo3""", "positive", "" },
        { @"""title""", @"""colour"": 3, ""title""", "colour", "" },
    };

    [Theory, MemberData(nameof(Faults))]
    public void Wrong_files_are_refused_with_one_line_that_names_the_place(string from, string to, string place, string hint)
    {
        var source = File.ReadAllText(Path.Combine(ReferenceData.RepositoryRoot, "models", "cells", "marquis2019.json"));
        Assert.Contains(from, source, StringComparison.Ordinal);
        var path = Path.Combine(Path.GetTempPath(), $"cell-{Guid.NewGuid():N}.json");
        File.WriteAllText(path, new Regex(Regex.Escape(from)).Replace(source, to.Replace("$", "$$", StringComparison.Ordinal), 1));
        try
        {
            var error = Assert.Throws<InputException>(() => PorousCell.Load(ModelLibrary.Shipped(), path));
            Assert.Contains(place, error.Message, StringComparison.Ordinal);
            Assert.Contains(hint, error.Message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', error.Message);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Electrodes_of_different_ions_are_refused()
    {
        var settings = new[] { new Setting(ModelKind.Cell, "positive.material", "pdhx") };
        var error = Assert.Throws<InputException>(() => PorousCell.Load(ModelLibrary.Shipped(), "marquis2019", settings));
        Assert.Contains("positive", error.Message, StringComparison.Ordinal);
    }
}
