using EcramSim.Insertion.Diffusion;
using EcramSim.Insertion.Materials;
using EcramSim.Insertion.Models;
using EcramSim.Insertion.Protocols;
using EcramSim.Insertion.Quantities;
using EcramSim.Insertion.Thermodynamics;
using EcramSim.Insertion.Transport;

namespace EcramSim.Studies.Insertion;

/// <summary>One run of one particle or film, as a case file describes it: host, geometry, kinetics, transport, protocol.</summary>
/// <param name="Id">Name of the file.</param>
/// <param name="Title">One line for people.</param>
/// <param name="Host">With what the case changes in it.</param>
/// <param name="Shape">The particle.</param>
/// <param name="Temperature">K.</param>
/// <param name="Start">Filling at the start; of each layer in a layered host in equilibrium.</param>
/// <param name="SeriesResistance">Ω m².</param>
/// <param name="Steps">The protocol.</param>
/// <param name="RelativeTolerance">Of the integrator.</param>
/// <param name="Parameters">Every value with its origin.</param>
/// <param name="Impedance">To be taken of the last state; null for none.</param>
public sealed record InsertionCase(string Id, string Title, Host Host, ParticleShape Shape, double Temperature, IReadOnlyList<double> Start,
    double SeriesResistance, IReadOnlyList<IStep> Steps, double RelativeTolerance, IReadOnlyList<ParameterRecord> Parameters, ImpedanceSpectrum? Impedance = null)
{
    /// <summary>Reads <c>models/cases/ID.json</c>, or a file by path, and the host that it names.</summary>
    /// <exception cref="InputException">No such file, or anything in it is wrong.</exception>
    public static InsertionCase Load(ModelLibrary library, string idOrPath, IReadOnlyList<Setting> settings)
    {
        var node = library.Load(ModelKind.Case, idOrPath, settings);
        var host = Host.Load(library, node.Text("host"), settings);
        if (node.Has("kinetics")) host = host with { Kinetics = Host.ReadKinetics(node.Child("kinetics")) };
        if (node.Has("diffusion")) host = host with { Diffusivity = Catalogue<IDiffusivity>.Read(node.Child("diffusion")) };
        if (node.Has("phase_field")) host = host with { PhaseField = PhaseField.Read(node.Child("phase_field")) };
        var shape = ParticleShape.Read(node.Child("geometry"), node.Child("transport"), host);
        var temperature = node.Quantity("temperature", Dimension.Kelvin, Interval.Closed(20, 3000), PhysicalConstants.ReferenceTemperature);
        var filling = node.Number("start", Interval.Fraction);
        if (!host.FreeEnergy.Validity.Contains(filling))
            throw node.Error("start", FormattableString.Invariant($"value {filling} is outside the range {host.FreeEnergy.Validity} in which the voltage of '{host.Id}' is defined"));
        var steps = node.Children("protocol").SelectMany(step => StepReader.Read(step, shape.Particle)).ToArray();
        if (steps.Length == 0) throw node.Error("protocol", "must hold at least one step");
        var result = new InsertionCase(ModelLibrary.IdOf(idOrPath), node.Text("title"), host, shape, temperature, StartOf(shape.Particle, filling, temperature),
            node.Quantity("series_resistance", Dimension.AreaResistance, Interval.NotNegative, 0), steps,
            node.Number("relative_tolerance", Interval.Closed(1e-12, 1e-2), 1e-7), [.. host.Parameters, .. node.Parameters],
            node.Has("impedance") ? ImpedanceSpectrum.Read(node.Child("impedance")) : null);
        _ = node.Text("note", "");
        node.Finish();
        return result;
    }

    private static double[] StartOf(IParticle particle, double filling, double temperature)
    {
        var start = new double[particle.Size];
        Array.Fill(start, filling);
        if (particle.Host.FreeEnergy is ILayeredFreeEnergy layers) layers.Equilibrate(filling, temperature, start);
        return start;
    }
}
