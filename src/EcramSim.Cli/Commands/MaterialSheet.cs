using System.Globalization;
using EcramSim.Cli.Output;
using EcramSim.Insertion.Materials;
using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Cli.Commands;

/// <summary>What <c>ecram materials show</c> prints: of a host or, where there is no such host, of an electrolyte.</summary>
internal static class MaterialSheet
{
    internal static void Write(TextWriter output, ModelLibrary library, string idOrPath, bool json)
    {
        var hosts = library.Ids(ModelKind.Material);
        var electrolytes = library.Ids(ModelKind.Electrolyte);
        var isPath = ModelLibrary.IdOf(idOrPath) != idOrPath;
        if (!isPath && !hosts.Contains(idOrPath) && !electrolytes.Contains(idOrPath))
            throw InputException.UnknownName("models", "material", idOrPath, hosts.Concat(electrolytes));
        // A file by path is a host if it looks like one: only electrolytes conduct ions.
        var isElectrolyte = isPath ? library.Load(ModelKind.Electrolyte, idOrPath).Has("ionic_conductivity") : !hosts.Contains(idOrPath);
        if (isElectrolyte) Show(output, Electrolyte.Load(library, idOrPath), json);
        else Show(output, Host.Load(library, idOrPath), json);
    }

    private static void Show(TextWriter output, Host host, bool json)
    {
        const double temperature = PhysicalConstants.ReferenceTemperature;
        if (json)
        {
            Evidence.WriteJson(output, host.Id, host.Parameters);
            foreach (var x in VoltageRange.Fillings(host, 10))
                output.WriteLine(JsonLine.Of(("id", host.Id), ("x", x), ("voltage_V", host.OpenCircuitVoltage(x, temperature)), ("conductivity_S_per_m", host.ElectronicConductivity?.Conductivity(x, temperature))));
            return;
        }
        output.WriteLine($"{host.Id}: {host.Title} ({host.Formula}, {host.Ion}, z = {host.ChargeNumber})");
        output.WriteLine();
        Evidence.Write(output, host.Parameters);
        output.WriteLine();
        var table = new TextTable("x", $"U, V ({host.ReferenceElectrode})", "dU/dx, V", "sigma, S/m");
        foreach (var x in VoltageRange.Fillings(host, 10))
            table.Add(x.ToString("F3", CultureInfo.InvariantCulture), VoltageRange.Text(host.OpenCircuitVoltage(x, temperature)),
                host.OpenCircuitSlope(x, temperature).ToString("F3", CultureInfo.InvariantCulture),
                host.ElectronicConductivity?.Conductivity(x, temperature).ToString("G4", CultureInfo.InvariantCulture) ?? "–");
        table.Write(output);
        output.WriteLine($"At {temperature} K.");
    }

    private static void Show(TextWriter output, Electrolyte electrolyte, bool json)
    {
        if (json)
        {
            Evidence.WriteJson(output, electrolyte.Id, electrolyte.Parameters);
            return;
        }
        output.WriteLine($"{electrolyte.Id}: {electrolyte.Title} ({electrolyte.Ion}, z = {electrolyte.ChargeNumber}; humidity: {electrolyte.Humidity})");
        output.WriteLine();
        Evidence.Write(output, electrolyte.Parameters);
    }
}
