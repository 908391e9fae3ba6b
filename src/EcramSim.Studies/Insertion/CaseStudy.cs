using System.Numerics;
using EcramSim.Insertion.Numerics;
using EcramSim.Insertion.Protocols;
using EcramSim.Studies.Runs;

namespace EcramSim.Studies.Insertion;

/// <summary>One case, run: the study behind <c>ecram insertion run</c>.</summary>
/// <param name="Case">What was run.</param>
/// <param name="Results">One per step that was begun.</param>
/// <param name="Impedance">Z (Ω m²) over frequency (Hz) of the last state at rest; empty where the case asks for none or the state has none.</param>
/// <param name="NoImpedance">Why the state has none; empty otherwise.</param>
public sealed record CaseStudy(InsertionCase Case, IReadOnlyList<StepResult> Results, IReadOnlyList<(double Frequency, Complex Impedance)> Impedance, string NoImpedance)
{
    /// <summary>Time at which each step began, s.</summary>
    public IReadOnlyList<double> Begins { get; } = BeginsOf(Results);

    /// <summary>Whether every step of the protocol was run.</summary>
    public bool IsComplete => Results.Count == Case.Steps.Count && StepSeries.MayContinue(Results[^1].Termination);

    /// <summary>Largest number of ions made or lost by the numbers, as a share of the sites.</summary>
    public double ClosureError => Results.Max(r => r.ClosureError);

    /// <summary>Runs the case and writes tables, figures and page into <paramref name="folder"/>.</summary>
    /// <param name="case">What to run.</param>
    /// <param name="record">What decides the run.</param>
    /// <param name="folder">Where the files go; the caller adds <c>run.json</c> and commits.</param>
    /// <param name="progress">May be null.</param>
    /// <param name="cancellation">Checked once a step of the integrator.</param>
    public static CaseStudy Run(InsertionCase @case, RunRecord record, RunFolder folder, IProgress<RunProgress>? progress = null, CancellationToken cancellation = default)
    {
        var study = Of(@case, progress, cancellation);
        folder.Write("curve.csv", CaseTables.Curve(study));
        folder.Write("profiles.csv", CaseTables.Profiles(study));
        folder.Write("steps.csv", CaseTables.Steps(study));
        folder.Write("voltage.svg", CaseFigures.Voltage(study));
        folder.Write("time.svg", CaseFigures.OverTime(study));
        folder.Write("current.svg", CaseFigures.Current(study));
        if (@case.Shape.Particle.Size > 1) folder.Write("profiles.svg", CaseFigures.Profiles(study));
        if (study.Impedance.Count > 0)
        {
            folder.Write("impedance.csv", CaseTables.Impedance(study));
            folder.Write("impedance.svg", CaseFigures.Impedance(study));
        }
        folder.Write("report.html", InsertionPage.Of(study, record));
        return study;
    }

    /// <summary>Runs without writing.</summary>
    public static CaseStudy Of(InsertionCase @case, IProgress<RunProgress>? progress = null, CancellationToken cancellation = default)
    {
        var options = new StepOptions(null, new StepTolerance(@case.RelativeTolerance, 1e-3 * @case.RelativeTolerance), @case.SeriesResistance, KeepProfiles: true);
        var done = 0;
        var results = StepSeries.Run(@case.Shape.Particle, [.. @case.Start], @case.Steps, @case.Temperature, options,
            result => progress?.Report(new RunProgress((double)++done / @case.Steps.Count, $"{@case.Id}, step {done} of {@case.Steps.Count}")), cancellation);
        if (@case.Impedance is null) return new(@case, results, [], "");
        try
        {
            return new(@case, results, @case.Impedance.Of(@case.Shape.Particle, [.. results[^1].State], @case.Temperature, @case.SeriesResistance), "");
        }
        catch (ArithmeticException e)
        {
            return new(@case, results, [], e.Message);
        }
    }

    private static double[] BeginsOf(IReadOnlyList<StepResult> results)
    {
        var begins = new double[results.Count];
        for (var k = 1; k < begins.Length; k++) begins[k] = begins[k - 1] + (results[k - 1].Points is [.., var last] ? last.Time : 0);
        return begins;
    }
}
