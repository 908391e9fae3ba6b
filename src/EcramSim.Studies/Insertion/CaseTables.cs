using System.Text;
using EcramSim.Studies.Runs;

namespace EcramSim.Studies.Insertion;

/// <summary>The CSV files of <c>ecram insertion run</c>.</summary>
public static class CaseTables
{
    /// <summary>Profiles kept in the file, spread evenly over the points of each step.</summary>
    public const int ProfilesPerStep = 25;

    /// <summary><c>curve.csv</c>: every point of every step.</summary>
    public static string Curve(CaseStudy study)
    {
        var text = new StringBuilder("time_s,filling,voltage_V,current_A_m2,surface_filling,step,step_time_s\n");
        for (var k = 0; k < study.Results.Count; k++)
        {
            var result = study.Results[k];
            for (var i = 0; i < result.Points.Count; i++)
            {
                var p = result.Points[i];
                Csv.Line(text, Csv.Cell(study.Begins[k] + p.Time), Csv.Cell(p.Filling), Csv.Cell(p.Voltage), Csv.Cell(p.CurrentDensity),
                    Csv.Cell(study.Case.Shape.Particle.SurfaceFilling(result.Profiles[i])), Csv.Cell(k + 1), Csv.Cell(p.Time));
            }
        }
        return text.ToString();
    }

    /// <summary><c>profiles.csv</c>: the filling at every place, at some points of each step and always at its ends.</summary>
    public static string Profiles(CaseStudy study)
    {
        var layered = study.Case.Shape.Coordinate == "layer";
        var text = new StringBuilder($"time_s,step,{(layered ? "layer" : "position_m")},filling\n");
        for (var k = 0; k < study.Results.Count; k++)
            foreach (var i in Chosen(study.Results[k].Points.Count, ProfilesPerStep))
                for (var n = 0; n < study.Case.Shape.Positions.Count; n++)
                    Csv.Line(text, Csv.Cell(study.Begins[k] + study.Results[k].Points[i].Time), Csv.Cell(k + 1), Csv.Cell(study.Case.Shape.Positions[n]), Csv.Cell(study.Results[k].Profiles[i][n]));
        return text.ToString();
    }

    /// <summary><c>steps.csv</c>: how each step ended.</summary>
    public static string Steps(CaseStudy study)
    {
        var text = new StringBuilder("step,begin_s,end_s,filling,charge_passed,closure_error,integration_steps,ended,why\n");
        for (var k = 0; k < study.Results.Count; k++)
        {
            var r = study.Results[k];
            Csv.Line(text, Csv.Cell(k + 1), Csv.Cell(study.Begins[k]), Csv.Cell(study.Begins[k] + (r.Points is [.., var last] ? last.Time : 0)),
                Csv.Cell(study.Case.Shape.Particle.MeanFilling([.. r.State])), Csv.Cell(r.ChargePassed), Csv.Cell(r.ClosureError), Csv.Cell(r.AcceptedSteps), r.Termination.ToString(), r.Explanation);
        }
        return text.ToString();
    }

    /// <summary><c>impedance.csv</c>: the impedance of the last state.</summary>
    public static string Impedance(CaseStudy study)
    {
        var text = new StringBuilder("frequency_Hz,real_ohm_m2,imaginary_ohm_m2\n");
        foreach (var (frequency, z) in study.Impedance) Csv.Line(text, Csv.Cell(frequency), Csv.Cell(z.Real), Csv.Cell(z.Imaginary));
        return text.ToString();
    }

    /// <summary>At most <paramref name="most"/> of <paramref name="count"/> indices, the ends among them.</summary>
    internal static IEnumerable<int> Chosen(int count, int most) =>
        count <= most ? Enumerable.Range(0, count) : Enumerable.Range(0, most).Select(k => (int)Math.Round(k * (count - 1.0) / (most - 1)));
}
