using System.Globalization;
using System.Text;
using EcramSim.Insertion.Thermodynamics;
using EcramSim.Studies.Runs;

namespace EcramSim.Studies.Insertion;

/// <summary>The CSV files of <c>ecram insertion phase</c>.</summary>
public static class PhaseTables
{
    private const int Points = 500;

    /// <summary><c>curves.csv</c>: free energy, tangent, chemical potential and voltage against filling, and the layers of a layered host.</summary>
    public static string Curves(PhaseStudy study)
    {
        var (host, t) = (study.Host, study.Temperature);
        var layers = (host.FreeEnergy as ILayeredFreeEnergy)?.Layers ?? 0;
        var text = new StringBuilder();
        Csv.Line(text, ["x", "free_energy_eV", "equilibrium_eV", "chemical_potential_eV", "slope_eV", "voltage_V", "equilibrium_voltage_V",
            .. Enumerable.Range(1, layers).Select(k => $"x_layer_{k.ToString(CultureInfo.InvariantCulture)}")]);
        var fillings = new double[layers];
        foreach (var x in Fillings(study))
        {
            if (host.FreeEnergy is ILayeredFreeEnergy layered) layered.Equilibrate(x, t, fillings);
            var gap = GapAt(study, x);
            Csv.Line(text, [Csv.Cell(x), Csv.Cell(host.FreeEnergy.FreeEnergy(x, t)), Csv.Cell(gap?.Tangent(host.FreeEnergy, x, t) ?? host.FreeEnergy.FreeEnergy(x, t)),
                Csv.Cell(host.FreeEnergy.ChemicalPotential(x, t)), Csv.Cell(host.FreeEnergy.ChemicalPotentialSlope(x, t)), Csv.Cell(host.OpenCircuitVoltage(x, t)),
                Csv.Cell(EquilibriumVoltage(study, x)), .. fillings.Select(f => Csv.Cell(f))]);
        }
        return text.ToString();
    }

    /// <summary><c>map.csv</c>: spinodals and the ends of the gaps (binodals) over temperature.</summary>
    public static string Map(PhaseStudy study)
    {
        var text = new StringBuilder("temperature_K,line,gap,x,voltage_V\n");
        foreach (var (map, prefix) in new[] { (study.Map, ""), (study.CoherentMap, "coherent ") })
            foreach (var at in map)
            {
                // The plateau of a coherent particle is not flat: its phases have no voltage of their own.
                double? Voltage(double potential) => prefix.Length > 0 ? null : study.Host.ReferenceVoltage - potential / study.Host.ChargeNumber;
                foreach (var x in at.Spinodals)
                    Csv.Line(text, Csv.Cell(at.Temperature), prefix + "spinodal", "", Csv.Cell(x), Csv.Cell(Voltage(study.Host.FreeEnergy.ChemicalPotential(x, at.Temperature))));
                for (var k = 0; k < at.Gaps.Count; k++)
                    foreach (var x in new[] { at.Gaps[k].Poor, at.Gaps[k].Rich })
                        Csv.Line(text, Csv.Cell(at.Temperature), prefix + "binodal", (k + 1).ToString(CultureInfo.InvariantCulture), Csv.Cell(x), Csv.Cell(Voltage(at.Gaps[k].ChemicalPotential)));
            }
        return text.ToString();
    }

    /// <summary><c>plateaus.csv</c>: one row per gap at the chosen temperature.</summary>
    public static string Plateaus(PhaseStudy study)
    {
        var text = new StringBuilder("plateau,temperature_K,x_poor,x_rich,voltage_V,interface_energy_J_per_m2,interface_width_m\n");
        foreach (var p in study.Plateaus)
            Csv.Line(text, p.Number.ToString(CultureInfo.InvariantCulture), Csv.Cell(study.Temperature), Csv.Cell(p.Gap.Poor), Csv.Cell(p.Gap.Rich), Csv.Cell(p.Voltage), Csv.Cell(p.Interface?.Energy), Csv.Cell(p.Interface?.Width));
        return text.ToString();
    }

    /// <summary>The voltage of infinitely slow charging: that of the plateau inside a gap.</summary>
    internal static double EquilibriumVoltage(PhaseStudy study, double x) => GapAt(study, x) is { } gap
        ? study.Host.ReferenceVoltage - gap.ChemicalPotential / study.Host.ChargeNumber : study.Host.OpenCircuitVoltage(x, study.Temperature);

    /// <summary>Even fillings inside the range of the law, and some nearer to open ends.</summary>
    internal static IEnumerable<double> Fillings(PhaseStudy study)
    {
        var range = study.Host.FreeEnergy.Validity;
        double width = range.Maximum - range.Minimum, edge = 0.5 / Points;
        double[] near = [1e-4, 2e-4, 5e-4];
        double[] even = [.. Enumerable.Range(0, Points).Select(k => range.Minimum + width * (k + 0.5) * 2 * edge)];
        return [.. near.Select(n => range.Minimum + width * n), .. even, .. near.Reverse().Select(n => range.Maximum - width * n)];
    }

    private static MiscibilityGap? GapAt(PhaseStudy study, double x) => study.Behaviour.Gaps.FirstOrDefault(g => x > g.Poor && x < g.Rich);
}
