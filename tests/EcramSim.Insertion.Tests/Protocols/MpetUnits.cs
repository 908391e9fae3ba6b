using System.Globalization;
using EcramSim.Insertion.Diffusion;
using EcramSim.Insertion.Kinetics;
using EcramSim.Insertion.Materials;
using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;
using EcramSim.Insertion.Thermodynamics;

namespace EcramSim.Insertion.Tests.Protocols;

/// <summary>The constants of MPET; temperature and site density carry them into our exact ones: equal kT/e and equal eρ.</summary>
internal static class MpetUnits
{
    internal const double E = 1.602e-19, K = 1.381e-23, Reference = 298;

    /// <summary>Times their temperature gives ours.</summary>
    internal const double TemperatureScale = K / E / (1.380649e-23 / 1.602176634e-19);

    /// <summary>A host with their numbers: sites per m³, energies in J.</summary>
    internal static Host Host(IFreeEnergy law, IInsertionKinetics kinetics, double u0, double sites, PhaseField? field = null, IDiffusivity? diffusivity = null) =>
        new("reference", "", "LixFePO4", "Li+", 1, E * sites / PhysicalConstants.Faraday, "Li/Li+", u0, law, kinetics, diffusivity, null, Array.Empty<ParameterRecord>()) { PhaseField = field };

    /// <summary>The numbers of a CSV file without its header (if it has one).</summary>
    internal static double[][] Rows(string file, int skip = 1) =>
        [.. File.ReadLines(file).Skip(skip).Select(l => l.Split(',').Select(t => double.Parse(t, CultureInfo.InvariantCulture)).ToArray())];
}
