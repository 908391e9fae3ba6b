using System.Globalization;
using EcramSim.Insertion.Materials;
using EcramSim.Insertion.Models;
using EcramSim.Insertion.Thermodynamics;
using EcramSim.Tests.Reference;

namespace EcramSim.Insertion.Tests.Thermodynamics;

public sealed class TabulatedOpenCircuitVoltageTests
{
    [Fact]
    public void Shipped_table_of_lithium_cobalt_oxide_returns_all_measured_rows()
    {
        var host = Host.Load(ModelLibrary.Shipped(), "lixcoo2");
        var file = Assert.Single(ReferenceData.Files("ecram", "lico2_ocp_Ai2020.csv").Take(1));
        var rows = File.ReadLines(file).Where(l => !l.StartsWith('#')).Select(l => l.Split(',').Select(t => double.Parse(t, CultureInfo.InvariantCulture)).ToArray()).ToArray();
        Assert.True(rows.Length > 450);
        foreach (var row in rows) Assert.Equal(row[1], host.OpenCircuitVoltage(row[0], 298.15), 0.6e-3);
    }

    [Fact]
    public void Host_voltage_is_that_of_the_table_whatever_its_reference_and_charge()
    {
        var table = new TabulatedOpenCircuitVoltage([0.1, 0.4, 0.8], [1.5, 1.2, 0.7]);
        foreach (var (reference, z) in new[] { (0.0, 1), (1.1, 1), (1.1, 2) })
        {
            var law = table.For(reference, z);
            Assert.Equal(1.2, reference - law.ChemicalPotential(0.4, 298) / z, 1e-14);
        }
    }

    [Theory]
    [InlineData(new[] { 0.1, 0.1 }), InlineData(new[] { 0.5, 0.4 }), InlineData(new[] { 0.0, 0.5 }), InlineData(new[] { 0.5, 1.0 }), InlineData(new[] { 0.5, double.NaN })]
    public void Bad_tables_are_refused(double[] x) => Assert.Throws<ArgumentException>(() => new TabulatedOpenCircuitVoltage(x, [1, 2]));
}
