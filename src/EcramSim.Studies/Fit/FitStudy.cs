using System.Globalization;
using System.Text.Json.Nodes;
using EcramSim.Ecram;
using EcramSim.Insertion.Models;
using EcramSim.Studies.Fit.Laws;
using EcramSim.Studies.Fit.Physics;
using EcramSim.Studies.Fit.Reading;
using EcramSim.Studies.Runs;

namespace EcramSim.Studies.Fit;

/// <summary>From measured pulses to a device file: the study behind <c>ecram fit</c>.</summary>
/// <param name="Plan">What was asked.</param>
/// <param name="Data">The pulses.</param>
/// <param name="Unit">Between the units of the data and of the fits.</param>
/// <param name="Branches">The branches in the units of the fits.</param>
/// <param name="Candidates">Every law that was fitted, best first.</param>
/// <param name="Document">The device file.</param>
/// <param name="Device">The device that it describes.</param>
public sealed record FitStudy(FitPlan Plan, PulseData Data, UnitOfFit Unit, IReadOnlyList<MeasuredBranch> Branches, IReadOnlyList<CandidateLaw> Candidates, JsonObject Document, CellDevice Device)
{
    private const string Stored = "pulses/";


    /// <summary>The law of the device file.</summary>
    public CandidateLaw Chosen { get; init; } = Candidates[0];

    /// <summary>Steps at reversals of polarity.</summary>
    public IReadOnlyList<Junction> Junctions { get; init; } = [];

    /// <summary>Each branch in numbers, in units of the data.</summary>
    public IReadOnlyList<CycleRow> Cycles { get; init; } = [];

    /// <summary>Variation of each measured direction.</summary>
    public IReadOnlyList<StepVariation> Variations => [.. Cycles.Select(c => c.Up).Distinct().OrderDescending().Select(up => StepVariation.Of(up, Cycles))];

    /// <summary>The record of retention; null without one.</summary>
    public RelaxationFit? Relaxation { get; init; }

    /// <summary>What the record of retention adds to the device file, in words; empty where it adds nothing.</summary>
    public string Evolution { get; init; } = "";

    /// <summary>What the data do not determine and what else a person should know.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Fits without writing.</summary>
    /// <exception cref="InputException">Files or names that are wrong.</exception>
    public static FitStudy Of(FitPlan plan, PulseData data, ModelLibrary library, IReadOnlyList<Setting> settings, IProgress<RunProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(data);
        var relaxation = plan.Retention is null ? null : RelaxationFit.Of(plan.Retention, plan.TextOf(plan.Retention), plan.Reading);
        var unit = new UnitOfFit(data.Minimum, data.Maximum - data.Minimum);
        MeasuredBranch[] branches = [.. data.Branches.Where(b => b.Steps > 0).Select(unit.Scale)];
        var devices = data.Devices.Where(d => branches.Any(b => b.Device == d)).ToArray();
        var pooled = StepSummary.Of(branches);
        PhysicalStack? stack = null;
        IReadOnlyList<IStepForm> forms;
        if (plan.Level == "physics")
        {
            stack = PhysicalStack.Of(plan, data, library, settings);
            forms = [new PhysicalForm(stack, unit)];
        }
        else
        {
            forms = StepForms.For(pooled, branches.Length == 0 ? 0 : data.Steps / devices.Length);
            if (plan.Law is { } only) forms = [.. forms.Where(f => f.Name == only || f.Name.StartsWith(only + " ", StringComparison.Ordinal))];
            if (forms.Count == 0) throw new InputException($"--law {plan.Law}: {data.Steps} steps are too few for it");
        }
        var candidates = new List<CandidateLaw>();
        double Score(CandidateLaw c) => plan.Criterion == "aic" ? c.Aic : c.Bic;
        for (var i = 0; i < forms.Count; i++)
        {
            // Once a finer curve of a family is no better than the coarser one, still finer ones are not tried.
            var family = candidates.Where(c => FamilyOf(c.Name) == FamilyOf(forms[i].Name)).ToArray();
            if (family.Length > 1 && Score(family[^1]) >= Score(family[^2])) continue;
            var fits = devices.Select(d =>
            {
                MeasuredBranch[] own = [.. branches.Where(b => b.Device == d)];
                return LawFit.Of(forms[i], own, StepSummary.Of(own), cancellation);
            }).ToArray();
            candidates.Add(new CandidateLaw(fits) { CurveError = CandidateLaw.ErrorOf(fits, devices, branches) });
            progress?.Report(new RunProgress((i + 1.0) / (forms.Count + 1), forms[i].Name));
        }
        // Equal to rounding is equal: the simpler law, which stands first, is taken.
        CandidateLaw[] ordered = [.. candidates.OrderBy(c => Math.Round(Score(c), 1))];
        IReadOnlyList<Junction> JunctionsOf(CandidateLaw law) => Junction.Of(law.Fits, devices, branches, data.IsGuessed);
        var (chosen, document, device, refused, evolution) = DeviceFile.First(plan, data, unit, ordered, stack, library, relaxation, JunctionsOf);
        var study = new FitStudy(plan, data, unit, branches, ordered, document, device)
        {
            Chosen = chosen, Junctions = JunctionsOf(chosen), Relaxation = relaxation, Evolution = evolution,
            Cycles = [.. data.Branches.Where(b => b.Steps > 0).Select(b => new CycleRow(b.Device, b.Cycle, b.Up, b.Counts.Skip(1).Sum(), b.Values[0], b.Values[^1]))],
        };
        return study with { Warnings = [.. FitWarnings.Of(study, refused)] };
    }

    /// <summary>Writes device file, tables, figures and page into <paramref name="folder"/>; the caller adds <c>run.json</c> and commits.</summary>
    public void Write(RunFolder folder, RunRecord record)
    {
        ArgumentNullException.ThrowIfNull(folder);
        folder.Write("device.json", DeviceFile.Text(Document));
        folder.Write("parameters.csv", FitTables.Parameters(this));
        folder.Write("laws.csv", FitTables.Laws(this));
        folder.Write("residuals.csv", FitTables.Residuals(this));
        folder.Write("cycles.csv", FitTables.CycleRows(this));
        folder.Write("pulses.svg", FitFigures.Pulses(this));
        folder.Write("steps.svg", FitFigures.Steps(this));
        folder.Write("residuals.svg", FitFigures.Residuals(this));
        if (Relaxation is not null) folder.Write("retention.svg", FitFigures.Retention(Relaxation));
        folder.Write("report.html", FitPage.Of(this, record));
    }

    /// <summary>The texts that a stored run carries, by name of the file.</summary>
    public static IReadOnlyDictionary<string, string> StoredTexts(RunRecord? record) => record is null ? new Dictionary<string, string>()
        : record.Models.Where(m => m.Key.StartsWith(Stored, StringComparison.Ordinal) && m.Value["text"] is JsonValue v && v.GetValueKind() == System.Text.Json.JsonValueKind.String)
            .ToDictionary(m => m.Key[Stored.Length..], m => m.Value["text"]!.GetValue<string>(), StringComparer.Ordinal);

    /// <summary>What a fit on the level of physics may move.</summary>
    public static IReadOnlyList<string> FreeQuantities { get; } = [.. FreeQuantity.All.Select(q => q.Name)];

    /// <summary>The rows of <c>parameters.csv</c>.</summary>
    public IReadOnlyList<ParameterRow> ParameterRows() => [.. FitTables.Rows(this)];

    /// <summary>The same rows with their numbers as people read them: one prefix, and as many digits as the interval needs.</summary>
    public IEnumerable<(ParameterRow Row, IntervalText Text)> PrintedRows() => FitTables.Rows(this).Select(r => (r, IntervalText.Of(r)));

    /// <summary>What decides a run: the models of a fit of physics are read, so that the record carries them.</summary>
    public static RunRecord Record(string command, FitPlan plan, JsonObject configuration, IReadOnlyList<ulong> seeds, ModelLibrary library, IReadOnlyList<Setting> settings)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(library);
        if (plan.Level == "physics") PhysicalStack.Load(plan, library, settings);
        // The files decide the run as the models do: they stand in the record too, whole where they are of a usual size.
        var models = library.Used.ToDictionary(m => m.Key, m => m.Value, StringComparer.Ordinal);
        foreach (var (key, document) in StoredFiles.Documents(Stored, new[] { plan.Pulses, plan.Retention }.OfType<string>().Select(f => (f, plan.TextOf(f)))))
            models[key] = document;
        return new RunRecord(command, configuration, seeds, models, []);
    }

    /// <summary>Index of the cell of a branch among the fits.</summary>
    internal int IndexOf(string device)
    {
        var devices = Branches.Select(b => b.Device).Distinct(StringComparer.Ordinal).ToList();
        return devices.IndexOf(device);
    }

    private static string FamilyOf(string law) => law.Split(" of ")[0];

    internal static string Number(double value) => value.ToString("G4", CultureInfo.InvariantCulture);
}
