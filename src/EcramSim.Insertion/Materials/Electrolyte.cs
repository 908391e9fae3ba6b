using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Insertion.Materials;

/// <summary>
/// A solid or gelled ion conductor between gate and channel. Read from <c>models/electrolytes</c>; its thickness belongs to the device.
/// </summary>
/// <param name="Id">File name, such as "lipon".</param>
/// <param name="Title">One line for people.</param>
/// <param name="Ion">What is conducted: "Li+", "H+", "V_O"; must be the ion of both hosts.</param>
/// <param name="ChargeNumber">z of the ion.</param>
/// <param name="IonicConductivity">σ_i in S/m at small field, Arrhenius with its own reference temperature.</param>
/// <param name="HoppingLength">a in m of J = σ_i E₀ sinh(E/E₀), E₀ = 2kT/(zea); 0 is ohmic at every field.</param>
/// <param name="RelativePermittivity">ε_r.</param>
/// <param name="ElectronicConductivity">σ_e in S/m: the leakage that adds to the terminal current.</param>
/// <param name="DoubleLayerCapacitance">C_dl of each of its interfaces, F/m².</param>
/// <param name="Humidity">The humidity at which the conductivity holds, for proton conductors; "none" else.</param>
/// <param name="Parameters">Every number of the file with status and source.</param>
public sealed record Electrolyte(string Id, string Title, string Ion, int ChargeNumber, Arrhenius IonicConductivity, double HoppingLength,
    double RelativePermittivity, Arrhenius ElectronicConductivity, double DoubleLayerCapacitance, string Humidity,
    IReadOnlyList<ParameterRecord> Parameters)
{
    /// <summary>E₀ = 2kT/(zea) in V/m, the field where hopping leaves Ohm's law; infinite for a = 0.</summary>
    public double CharacteristicField(double temperature) =>
        HoppingLength == 0 ? double.PositiveInfinity : 2 * PhysicalConstants.ThermalEnergy(temperature) / (ChargeNumber * HoppingLength);

    /// <summary>J(E, T) in A/m² at field <paramref name="field"/> (V/m); odd in the field.</summary>
    public double CurrentDensity(double field, double temperature)
    {
        var sigma = IonicConductivity.At(temperature);
        if (HoppingLength == 0) return sigma * field;
        var e0 = CharacteristicField(temperature);
        return sigma * e0 * Math.Sinh(field / e0);
    }

    /// <summary>dJ/dE in S/m.</summary>
    public double DifferentialConductivity(double field, double temperature)
    {
        var sigma = IonicConductivity.At(temperature);
        return HoppingLength == 0 ? sigma : sigma * Math.Cosh(field / CharacteristicField(temperature));
    }

    /// <summary>The field in V/m that drives <paramref name="currentDensity"/> (A/m²): the inverse of <see cref="CurrentDensity"/>.</summary>
    public double Field(double currentDensity, double temperature)
    {
        var sigma = IonicConductivity.At(temperature);
        if (HoppingLength == 0) return currentDensity / sigma;
        var e0 = CharacteristicField(temperature);
        return e0 * Math.Asinh(currentDensity / (sigma * e0));
    }

    /// <summary>ε₀ε_r in F/m.</summary>
    public double Permittivity => RelativePermittivity * PhysicalConstants.VacuumPermittivity;

    /// <summary>ε/σ_i in s: below it the current through the electrolyte is displacement.</summary>
    public double RelaxationTime(double temperature) => Permittivity / IonicConductivity.At(temperature);

    /// <summary>Reads <c>models/electrolytes/ID.json</c>, or a file by path.</summary>
    /// <exception cref="InputException">No such file, or anything in it is wrong.</exception>
    public static Electrolyte Load(ModelLibrary library, string idOrPath, IReadOnlyList<Setting>? settings = null) =>
        Read(library.Load(ModelKind.Electrolyte, idOrPath, settings), ModelLibrary.IdOf(idOrPath));

    private static Electrolyte Read(ModelNode node, string id)
    {
        var electrolyte = new Electrolyte(id, node.Text("title"), node.Text("ion"), node.Integer("charge_number", 1, 3),
            Arrhenius.Read(node, "ionic_conductivity", Dimension.Conductivity, Interval.Positive),
            node.Quantity("hopping_length", Dimension.Metre, Interval.Closed(0, 1e-8), 0),
            node.Number("relative_permittivity", Interval.Closed(1, 1e5)),
            Arrhenius.Read(node, "electronic_conductivity", Dimension.Conductivity, Interval.NotNegative),
            node.Quantity("double_layer_capacitance", Dimension.AreaCapacitance, Interval.Positive),
            node.Text("humidity"), node.Parameters);
        _ = node.Text("note", "");
        node.Finish();
        return electrolyte;
    }
}
