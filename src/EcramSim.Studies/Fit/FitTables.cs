using System.Globalization;
using System.Text;
using EcramSim.Studies.Fit.Laws;
using EcramSim.Studies.Runs;

namespace EcramSim.Studies.Fit;

/// <summary>The tables of <c>ecram fit</c> as CSV.</summary>
public static class FitTables
{
    /// <summary><c>parameters.csv</c>: every parameter of the chosen law with its interval, then what was derived beside it.</summary>
    public static string Parameters(FitStudy study)
    {
        ArgumentNullException.ThrowIfNull(study);
        var text = new StringBuilder("device,parameter,value,low95,high95,unit,determined,problem\n");
        foreach (var r in Rows(study))
            Csv.Line(text, r.Device, r.Name, Csv.Cell(r.Value), Csv.Cell(r.Low is { } l && double.IsFinite(l) ? l : null), Csv.Cell(r.High is { } h && double.IsFinite(h) ? h : null), r.Unit, r.Problem.Length == 0 ? "yes" : "no", r.Problem);
        return text.ToString();
    }

    /// <summary><c>laws.csv</c>: every law that was fitted, best first.</summary>
    public static string Laws(FitStudy study)
    {
        ArgumentNullException.ThrowIfNull(study);
        var text = new StringBuilder("law,parameters,log_likelihood,aic,bic,curve_error,chosen\n");
        foreach (var c in study.Candidates)
            Csv.Line(text, c.Name, Whole(c.Parameters), Csv.Cell(c.LogLikelihood), Csv.Cell(c.Aic), Csv.Cell(c.Bic), Csv.Cell(c.CurveError), ReferenceEquals(c, study.Chosen) ? "yes" : "no");
        return text.ToString();
    }

    /// <summary><c>residuals.csv</c>: each reading beside what the law predicts from those before it, and the mean curve from the branch's first reading.</summary>
    public static string Residuals(FitStudy study)
    {
        ArgumentNullException.ThrowIfNull(study);
        var text = new StringBuilder($"device,cycle,direction,pulse,value_{study.Data.Unit},predicted_{study.Data.Unit},curve_{study.Data.Unit},standardised\n");
        foreach (var (branch, residuals) in BranchResiduals.Of(study))
        {
            var pulse = 0;
            for (var i = 0; i < residuals.Standardised.Length; i++)
            {
                pulse += branch.Counts[i + 1];
                Csv.Line(text, branch.Device, Whole(branch.Cycle), branch.Up ? "up" : "down", Whole(pulse), Level(branch.Values[i + 1]), Level(residuals.Predicted[i]), Level(residuals.Curve[i + 1]), Csv.Cell(residuals.Standardised[i]));
            }
        }
        return text.ToString();

        string Level(double value) => Csv.Cell(study.Unit.Back(value, ParameterUnit.Level));
    }

    /// <summary><c>cycles.csv</c>: each branch in numbers.</summary>
    public static string CycleRows(FitStudy study)
    {
        ArgumentNullException.ThrowIfNull(study);
        var unit = study.Data.Unit;
        var text = new StringBuilder($"device,cycle,direction,pulses,first_{unit},last_{unit},mean_step_{unit}\n");
        foreach (var c in study.Cycles) Csv.Line(text, c.Device, Whole(c.Cycle), c.Up ? "up" : "down", Whole(c.Pulses), Csv.Cell(c.First), Csv.Cell(c.Last), Csv.Cell(c.MeanStep));
        return text.ToString();
    }

    /// <summary>The law behind the figure of steps: mean and standard deviation of a pulse of the first cell against its state.</summary>
    internal static string Steps(FitStudy study)
    {
        var unit = study.Data.Unit;
        var text = new StringBuilder($"value_{unit},step_up_{unit},step_down_{unit},noise_up_{unit},noise_down_{unit}\n");
        var law = study.Chosen.Fits[0].Law;
        for (var i = 0; i <= 100; i++)
        {
            double[] changes = [law.Step(i / 100.0, true), law.Step(i / 100.0, false), law.Noise(i / 100.0, true), law.Noise(i / 100.0, false)];
            Csv.Line(text, [Csv.Cell(study.Unit.Back(i / 100.0, ParameterUnit.Level)), .. changes.Select(c => Csv.Cell(study.Unit.Back(c, ParameterUnit.Step)))]);
        }
        return text.ToString();
    }

    /// <summary>A record of retention beside its fit.</summary>
    internal static string Retention(RelaxationFit fit)
    {
        var text = new StringBuilder($"time_s,value_{fit.Unit},fitted_{fit.Unit}\n");
        for (var i = 0; i < fit.Time.Length; i++) Csv.Line(text, Csv.Cell(fit.Time[i]), Csv.Cell(fit.Values[i]), Csv.Cell(fit.At(fit.Time[i])));
        return text.ToString();
    }

    /// <summary>The rows of <c>parameters.csv</c>, in units of the file.</summary>
    internal static IEnumerable<ParameterRow> Rows(FitStudy study)
    {
        var devices = study.Branches.Select(b => b.Device).Distinct(StringComparer.Ordinal).ToArray();
        for (var d = 0; d < devices.Length; d++)
            foreach (var p in study.Chosen.Fits[d].Parameters)
            {
                double Back(double v) => study.Unit.Back(v, p.Parameter.Unit);
                yield return new(devices[d], p.Parameter.Name, Back(p.Value), Back(p.Low), Back(p.High), p.Parameter.UnitText.Length > 0 ? p.Parameter.UnitText : p.Parameter.Unit == ParameterUnit.Ratio ? "1" : study.Data.Unit, p.Problem);
            }
        foreach (var v in study.Variations)
        {
            var direction = v.Up ? "up" : "down";
            if (v.CycleToCycle is { } c) yield return new("", $"cycle_to_cycle_{direction}", c, null, null, "1", "");
            if (v.DeviceToDevice is { } d) yield return new("", $"device_to_device_{direction}", d, null, null, "1", "");
        }
        foreach (var j in study.Junctions)
            yield return new("", j.UpToDown ? "jump_up_to_down" : "jump_down_to_up", j.Jump * study.Unit.Range, (j.Jump - j.HalfWidth) * study.Unit.Range, (j.Jump + j.HalfWidth) * study.Unit.Range, study.Data.Unit, "");
        if (study.Relaxation is { } r)
        {
            var problem = r.IsDetermined ? "" : "the record is too short or too noisy";
            ParameterRow Row(string name, double value, double deviation, string unit) => new("", name, value, value - 1.96 * deviation, value + 1.96 * deviation, unit, problem);
            yield return Row("retention_initial", r.Initial, r.Deviations[0], r.Unit);
            yield return Row("retention_final", r.Final, r.Deviations[1], r.Unit);
            yield return new("", "retention_time_constant", r.TimeConstant, r.TimeConstant * Math.Exp(-1.96 * r.Deviations[2]), r.TimeConstant * Math.Exp(1.96 * r.Deviations[2]), "s", problem);
            yield return Row("retention_stretch", r.Stretch, r.Deviations[3], "1");
            if (r.Unit == study.Data.Unit) yield return new("", "retention_volatile_fraction", (r.Initial - r.Final) / study.Unit.Range, null, null, "1", problem);
        }
    }

    private static string Whole(int value) => value.ToString(CultureInfo.InvariantCulture);
}
