using EcramSim.Insertion.Materials;
using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;
using EcramSim.Insertion.Transport;

namespace EcramSim.Applications.Battery;

/// <summary>
/// A battery cell: negative electrode, separator, positive electrode, one solution in the pores of all three. Read from <c>models/cells</c>. Current
/// density i in A/m² of cell, i &gt; 0 discharges (inserts into the positive host); voltage of the positive against the negative collector.
/// </summary>
/// <param name="Id">File name, such as "marquis2019".</param>
/// <param name="Title">One line for people.</param>
/// <param name="Negative">At x = 0.</param>
/// <param name="Separator">Between the electrodes.</param>
/// <param name="Positive">Behind the separator.</param>
/// <param name="Solution">In the pores.</param>
/// <param name="SaltConcentration">At rest, mol/m³.</param>
/// <param name="Area">Of the cell, m².</param>
/// <param name="NominalCapacity">What 1C takes an hour for, C.</param>
/// <param name="LowerVoltage">Where discharge ends, V.</param>
/// <param name="UpperVoltage">Where charge ends, V.</param>
/// <param name="Temperature">K, the same everywhere.</param>
/// <param name="Parameters">Every number of the file with status and source; those of the hosts are in <see cref="Insertion.Materials.Host.Parameters"/>.</param>
public sealed record PorousCell(string Id, string Title, PorousElectrode Negative, PorousLayer Separator, PorousElectrode Positive, ISaltSolution Solution,
    double SaltConcentration, double Area, double NominalCapacity, double LowerVoltage, double UpperVoltage, double Temperature,
    IReadOnlyList<ParameterRecord> Parameters)
{
    /// <summary>i in A/m² at which the nominal capacity lasts 1/<paramref name="cRate"/> hours; positive discharges.</summary>
    public double CurrentOfRate(double cRate) => cRate * NominalCapacity / 3600 / Area;

    /// <summary>Voltage without current at uniform fillings, V.</summary>
    public double OpenCircuitVoltage(double negativeFilling, double positiveFilling) =>
        Positive.Host.OpenCircuitVoltage(positiveFilling, Temperature) - Negative.Host.OpenCircuitVoltage(negativeFilling, Temperature);

    /// <summary>Reads <c>models/cells/ID.json</c>, or a file by path.</summary>
    /// <exception cref="InputException">No such file, or anything in it is wrong.</exception>
    public static PorousCell Load(ModelLibrary library, string idOrPath, IReadOnlyList<Setting>? settings = null)
    {
        var node = library.Load(ModelKind.Cell, idOrPath, settings);
        var (negative, positive) = (PorousElectrode.Read(node.Child("negative"), library), PorousElectrode.Read(node.Child("positive"), library));
        if (negative.Host.Ion != positive.Host.Ion || negative.Host.ReferenceElectrode != positive.Host.ReferenceElectrode)
            throw node.Error("positive.material", $"ion {positive.Host.Ion} against {positive.Host.ReferenceElectrode} differs from that of the negative electrode, {negative.Host.Ion} against {negative.Host.ReferenceElectrode}");
        foreach (var host in (Host[])[negative.Host, positive.Host])
            if (host.ChargeNumber != 1) throw node.Error("solution", $"holds a 1:1 salt, but the ion of {host.Id} has charge number {host.ChargeNumber}");
        var cell = new PorousCell(ModelLibrary.IdOf(idOrPath), node.Text("title"), negative, PorousElectrode.ReadLayer(node.Child("separator")), positive,
            Catalogue<ISaltSolution>.Read(node.Child("solution")), node.Quantity("salt_concentration", Dimension.Concentration, Interval.Open(0.1, 1e5)),
            node.Quantity("area", Dimension.Area, Interval.Positive), node.Quantity("nominal_capacity", Dimension.Coulomb, Interval.Positive),
            node.Quantity("lower_voltage", Dimension.Volt, Interval.Closed(-10, 10)), node.Quantity("upper_voltage", Dimension.Volt, Interval.Closed(-10, 10)),
            node.Quantity("temperature", Dimension.Kelvin, Interval.Closed(200, 500)), node.Parameters);
        if (!(cell.UpperVoltage > cell.LowerVoltage)) throw node.Error("upper_voltage", "must lie above the lower voltage");
        _ = node.Text("note", "");
        node.Finish();
        return cell;
    }
}
