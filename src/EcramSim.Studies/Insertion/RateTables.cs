using System.Text;
using EcramSim.Studies.Runs;

namespace EcramSim.Studies.Insertion;

/// <summary>The CSV files of <c>ecram insertion rate</c>.</summary>
public static class RateTables
{
    /// <summary><c>rate.csv</c> (the host's law at each filling) or <c>laws.csv</c> (all laws): both directions, net current and Tafel slope.</summary>
    public static string Rates(RateStudy study, bool compared)
    {
        var text = new StringBuilder("law,x,overpotential_V,current_density_A_per_m2,forward_A_per_m2,backward_A_per_m2,tafel_slope_V_per_decade\n");
        foreach (var curve in compared ? study.Comparison : study.Curves)
            foreach (var eta in curve.Overpotentials)
            {
                var rates = curve.Law.Rates(curve.State, eta);
                Csv.Line(text, curve.Label, Csv.Cell(curve.State.X), Csv.Cell(eta), Csv.Cell(curve.Current(eta)), Csv.Cell(rates.Forward), Csv.Cell(rates.Backward), Csv.Cell(curve.TafelSlope(eta)));
            }
        return text.ToString();
    }
}
