using System.Globalization;
using EcramSim.Cli.Output;
using EcramSim.Insertion.Materials;
using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;
using EcramSim.Studies.Evaluate;

namespace EcramSim.Cli.Commands;

/// <summary>What <c>ecram materials list</c> prints.</summary>
internal static class MaterialsTable
{
    internal static void Write(TextWriter output, ModelLibrary library, bool json)
    {
        Host[] hosts = [.. library.Ids(ModelKind.Material).Select(id => Host.Load(library, id))];
        Electrolyte[] electrolytes = [.. library.Ids(ModelKind.Electrolyte).Select(id => Electrolyte.Load(library, id))];
        if (json) WriteJson(output, hosts, electrolytes);
        else WriteText(output, hosts, electrolytes);
    }

    private static void WriteText(TextWriter output, Host[] hosts, Electrolyte[] electrolytes)
    {
        var table = new TextTable(["host", "formula", "ion", "z", "OCV, V", "against", "sites, mol/m3", .. Evidence.Statuses]);
        foreach (var h in hosts)
        {
            var (low, high) = VoltageRange.Of(h);
            table.Add([h.Id, h.Formula, h.Ion, Text(h.ChargeNumber), low == high ? VoltageRange.Text(low) : $"{VoltageRange.Text(low)} to {VoltageRange.Text(high)}",
                h.ReferenceElectrode, h.SiteDensity.ToString("F0", CultureInfo.InvariantCulture), .. Evidence.Counts(h.Parameters)]);
        }
        table.Write(output);
        output.WriteLine($"OCV at {VoltageRange.Low} <= x <= {VoltageRange.High} (or where the file defines it) and {PhysicalConstants.ReferenceTemperature} K; x is the filled fraction of the sites.");
        output.WriteLine();
        table = new TextTable(["electrolyte", "ion", "z", "sigma_i, S/m", "eps_r", "eps/sigma", .. Evidence.Statuses]);
        foreach (var e in electrolytes)
            table.Add([e.Id, e.Ion, Text(e.ChargeNumber), Text(e.IonicConductivity.At(PhysicalConstants.ReferenceTemperature)), Text(e.RelativePermittivity),
                Engineering.WithUnit(e.RelaxationTime(PhysicalConstants.ReferenceTemperature), "s"), .. Evidence.Counts(e.Parameters)]);
        table.Write(output);
        output.WriteLine($"At {PhysicalConstants.ReferenceTemperature} K; below eps/sigma a current through the electrolyte is displacement, not ions.");
    }

    private static void WriteJson(TextWriter output, Host[] hosts, Electrolyte[] electrolytes)
    {
        foreach (var h in hosts)
        {
            var (low, high) = VoltageRange.Of(h);
            output.WriteLine(JsonLine.Of(("kind", "host"), ("id", h.Id), ("title", h.Title), ("formula", h.Formula), ("ion", h.Ion), ("charge_number", h.ChargeNumber),
                ("voltage_min_V", low), ("voltage_max_V", high), ("reference_electrode", h.ReferenceElectrode), ("site_density_mol_per_m3", h.SiteDensity),
                ("measured", Evidence.Of(h.Parameters, "measured")), ("fitted", Evidence.Of(h.Parameters, "fitted")), ("estimated", Evidence.Of(h.Parameters, "estimated"))));
        }
        foreach (var e in electrolytes)
            output.WriteLine(JsonLine.Of(("kind", "electrolyte"), ("id", e.Id), ("title", e.Title), ("ion", e.Ion), ("charge_number", e.ChargeNumber),
                ("ionic_conductivity_S_per_m", e.IonicConductivity.At(PhysicalConstants.ReferenceTemperature)), ("relative_permittivity", e.RelativePermittivity),
                ("measured", Evidence.Of(e.Parameters, "measured")), ("fitted", Evidence.Of(e.Parameters, "fitted")), ("estimated", Evidence.Of(e.Parameters, "estimated"))));
    }

    private static string Text(double value) => value.ToString("G5", CultureInfo.InvariantCulture);
    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
