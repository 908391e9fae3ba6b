using EcramSim.Insertion.Conduction;
using EcramSim.Insertion.Defects;
using EcramSim.Insertion.Diffusion;
using EcramSim.Insertion.Kinetics;
using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;
using EcramSim.Insertion.SideReactions;
using EcramSim.Insertion.Thermodynamics;

namespace EcramSim.Insertion.Materials;

/// <summary>An insertion host: what takes up the ions, in a channel, a gate or a particle. Read from <c>models/materials</c>.</summary>
/// <param name="Id">File name, such as "lixcoo2".</param>
/// <param name="Title">One line for people.</param>
/// <param name="Formula">Such as "LixCoO2".</param>
/// <param name="Ion">What is inserted: "Li+", "H+", "V_O" (oxygen vacancy).</param>
/// <param name="ChargeNumber">z of the ion.</param>
/// <param name="SiteDensity">Sites in mol/m³; belongs to the same x as voltage and conductivity.</param>
/// <param name="ReferenceElectrode">Against what voltages are given; two hosts of one cell must share it.</param>
/// <param name="ReferenceVoltage">U₀ in V against it.</param>
/// <param name="FreeEnergy">μ(x).</param>
/// <param name="Kinetics">Rate at the interface with the electrolyte, film included.</param>
/// <param name="Diffusivity">D(x, T); null where unknown.</param>
/// <param name="ElectronicConductivity">σ(x, T); null for hosts that are never read, such as a lithium gate.</param>
/// <param name="Parameters">Every number of the file with status and source.</param>
public sealed record Host(string Id, string Title, string Formula, string Ion, int ChargeNumber, double SiteDensity,
    string ReferenceElectrode, double ReferenceVoltage, IFreeEnergy FreeEnergy, IInsertionKinetics Kinetics, IDiffusivity? Diffusivity,
    IElectronicConductivity? ElectronicConductivity, IReadOnlyList<ParameterRecord> Parameters)
{
    /// <summary>Gradient, strain and surface energy (key <c>phase_field</c>); null where the file gives none.</summary>
    public PhaseField? PhaseField { get; init; }

    /// <summary>Solid-electrolyte interphase on its surface (key <c>interphase</c>); null where the file gives none.</summary>
    public Interphase? Interphase { get; init; }

    /// <summary>Lithium metal on its surface (key <c>plating</c>); null where the file gives none.</summary>
    public LithiumPlating? Plating { get; init; }

    /// <summary>Metal ions that change places with the inserted ones (key <c>anti_site</c>); null where the file gives none.</summary>
    public AntiSiteDefects? AntiSite { get; init; }

    /// <summary>U(x, T) in V against <see cref="ReferenceElectrode"/>.</summary>
    public double OpenCircuitVoltage(double x, double temperature) =>
        ReferenceVoltage - FreeEnergy.ChemicalPotential(x, temperature) / ChargeNumber;

    /// <summary>dU/dx in V; negative where the host is single-phase.</summary>
    public double OpenCircuitSlope(double x, double temperature) => -FreeEnergy.ChemicalPotentialSlope(x, temperature) / ChargeNumber;

    /// <summary>μ~ = μ/kT, the logarithm of the activity.</summary>
    public double LogActivity(double x, double temperature) =>
        FreeEnergy.ChemicalPotential(x, temperature) / PhysicalConstants.ThermalEnergy(temperature);

    /// <summary>a = exp(μ~); can overflow where U is far from U₀: prefer <see cref="LogActivity"/>.</summary>
    public double Activity(double x, double temperature) => Math.Exp(LogActivity(x, temperature));

    /// <summary>What the kinetics law sees of this host at surface filling <paramref name="x"/>.</summary>
    public InterfaceState Interface(double x, double temperature) => new(x, LogActivity(x, temperature), temperature, ChargeNumber);

    /// <summary>
    /// What the kinetics law sees of one layer of a layered host; each layer holds its share of the sites, so its current
    /// changes its filling by i·(A/V)·n/(|z|F·c) for n layers that share the interface.
    /// </summary>
    /// <exception cref="InvalidOperationException">The free energy has no layers.</exception>
    public InterfaceState Interface(ReadOnlySpan<double> layers, int layer, double temperature)
    {
        if (FreeEnergy is not ILayeredFreeEnergy law) throw new InvalidOperationException($"host {Id} has no layers");
        Span<double> potentials = stackalloc double[law.Layers];
        law.ChemicalPotentials(layers, temperature, potentials);
        return new(layers[layer], potentials[layer] / PhysicalConstants.ThermalEnergy(temperature), temperature, ChargeNumber);
    }

    /// <summary>Charge of a full host per volume, |z|F·c in C/m³.</summary>
    public double ChargeDensity => ChargeNumber * PhysicalConstants.Faraday * SiteDensity;

    /// <summary>The fillings where voltage and (if there is one) conductivity are both defined.</summary>
    public Interval Validity => ElectronicConductivity is { } sigma ? FreeEnergy.Validity.Intersect(sigma.Validity) : FreeEnergy.Validity;

    /// <summary>Reads <c>models/materials/ID.json</c>, or a file by path.</summary>
    /// <exception cref="InputException">No such file, or anything in it is wrong.</exception>
    public static Host Load(ModelLibrary library, string idOrPath, IReadOnlyList<Setting>? settings = null) =>
        Read(library.Load(ModelKind.Material, idOrPath, settings), ModelLibrary.IdOf(idOrPath));

    /// <summary>Reads an interface: a rate law, the stoichiometric number of its slow step, and the film before it.</summary>
    /// <exception cref="InputException">Anything in it is wrong.</exception>
    public static IInsertionKinetics ReadKinetics(ModelNode node) => FilmResistance.Read(node, SlowStep.Read(node, Catalogue<IInsertionKinetics>.Read(node)));

    private static Host Read(ModelNode node, string id)
    {
        var chargeNumber = node.Integer("charge_number", 1, 3);
        var referenceVoltage = node.Quantity("reference_voltage", Dimension.Volt, Interval.Closed(-10, 10));
        var freeEnergy = Catalogue<IFreeEnergy>.Read(node.Child("thermodynamics"));
        if (freeEnergy is IOpenCircuitVoltage voltage) freeEnergy = voltage.For(referenceVoltage, chargeNumber);
        var siteDensity = node.Quantity("site_density", Dimension.Concentration, Interval.Positive);
        var conductivity = node.Has("electronic_conductivity") ? Catalogue<IElectronicConductivity>.Read(node.Child("electronic_conductivity")) : null;
        if (conductivity is CarrierConductivity carriers) conductivity = carriers with { ChargeDensity = chargeNumber * PhysicalConstants.Faraday * siteDensity };
        var host = new Host(id, node.Text("title"), node.Text("formula"), node.Text("ion"), chargeNumber,
            siteDensity, node.Text("reference_electrode"), referenceVoltage, freeEnergy,
            ReadKinetics(node.Child("kinetics")),
            node.Has("diffusion") ? Catalogue<IDiffusivity>.Read(node.Child("diffusion")) : null,
            conductivity, node.Parameters)
        {
            PhaseField = node.Has("phase_field") ? PhaseField.Read(node.Child("phase_field")) : null,
            Interphase = node.Has("interphase") ? Interphase.Read(node.Child("interphase")) : null,
            Plating = node.Has("plating") ? LithiumPlating.Read(node.Child("plating")) : null,
            AntiSite = node.Has("anti_site") ? AntiSiteDefects.Read(node.Child("anti_site")) : null,
        };
        _ = node.Text("note", "");
        node.Finish();
        return host;
    }
}
