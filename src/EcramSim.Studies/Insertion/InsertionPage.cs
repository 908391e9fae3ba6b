using System.Globalization;
using EcramSim.Insertion.Materials;
using EcramSim.Studies.Report;
using EcramSim.Studies.Runs;

namespace EcramSim.Studies.Insertion;

/// <summary><c>report.html</c> of the commands about one host.</summary>
internal static class InsertionPage
{
    internal static string Of(PhaseStudy study, RunRecord record)
    {
        const string command = "ecram insertion phase --config run.json";
        var (curves, map) = (PhaseTables.Curves(study), PhaseTables.Map(study));
        var at = Number(study.Temperature, "G6");
        var blocks = new List<IReportBlock>
        {
            new Table($"Plateaus at {at} K: two phases in equilibrium, with the boundary between them where the host has a gradient energy.",
                [new("plateau", true), new("x poor", true), new("x rich", true), new("U, V", true), new("interface, mJ/m²", true), new("width, nm", true)],
                [.. study.Plateaus.Select(p => new TableRow([Number(p.Number, "F0"), Number(p.Gap.Poor, "G6"), Number(p.Gap.Rich, "G6"), Number(p.Voltage, "F5"),
                    Number(1e3 * p.Interface?.Energy, "G4"), Number(1e9 * p.Interface?.Width, "G4")]))]),
            new Figure("free-energy", $"Free energy at {at} K", "Per site, less the straight line between the ends of the range. Where a tangent lies below the curve, two phases are cheaper than one.",
                PhaseFigures.FreeEnergy(study), curves, command),
            new Figure("voltage", $"Open-circuit voltage at {at} K", "Of a uniform filling, and of slow charging, which follows the plateaus.", PhaseFigures.Voltage(study), curves, command),
            new Figure("map", "Miscibility over temperature", "Between binodal and spinodal a uniform filling is metastable, inside the spinodal unstable.", PhaseFigures.Map(study), map, command),
        };
        if (study.Host.FreeEnergy is EcramSim.Insertion.Thermodynamics.ILayeredFreeEnergy)
            blocks.Add(new Figure("layers", "Filling of the layers", "In equilibrium among themselves at each mean filling, richest first.", PhaseFigures.Layers(study), curves, command));
        return Page($"Phases of {study.Host.Id}", study.Plateaus.Count == 0 ? $"{study.Host.Title}: one phase at every filling at {at} K."
            : $"{study.Host.Title}: {study.Plateaus.Count} plateau{(study.Plateaus.Count == 1 ? "" : "s")} at {at} K.", study.Host, blocks, record, command);
    }

    internal static string Of(RateStudy study, RunRecord record)
    {
        const string command = "ecram insertion rate --config run.json";
        var at = Number(study.Temperature, "G6");
        var blocks = new List<IReportBlock>
        {
            new Table($"Interface at {at} K: exchange current, small-signal resistance kT/(zei0) and the currents beyond which the law has no solution.",
                [new("law"), new("x", true), new("i0, A/m²", true), new("resistance, Ω m²", true), new("largest insertion, A/m²", true), new("largest extraction, A/m²", true)],
                [.. study.Curves.Select(c => new TableRow([c.Label, Number(c.State.X, "G4"), Number(c.ExchangeCurrent, "G4"), Number(c.Resistance, "G4"), Number(c.Limits.Insertion, "G4"), Number(c.Limits.Extraction, "G4")]))]),
        };
        blocks.Add(new Figure("rate", "Current density against overpotential", "Insertion is positive and driven by negative overpotential.", RateFigures.Rate(study, false), RateTables.Rates(study, false), command));
        blocks.Add(new Figure("tafel", "Tafel form", "Magnitude on a logarithmic axis: straight for Butler–Volmer, bending over and inverting for electron transfer.", RateFigures.Tafel(study, false), RateTables.Rates(study, false), command));
        if (study.Comparison.Count > 0)
            blocks.Add(new Figure("laws", "Every law at equal exchange current", $"At x = {Number(study.Comparison[0].State.X, "G4")}, λ = {Number(study.ReorganizationEnergy, "G4")} eV, α = {Number(study.TransferCoefficient, "G4")}; without film.",
                RateFigures.Tafel(study, true), RateTables.Rates(study, true), command));
        return Page($"Interface of {study.Host.Id}", $"{study.Host.Title}: rate of insertion and extraction at {at} K.", study.Host, blocks, record, command);
    }

    internal static string Of(CaseStudy study, RunRecord record)
    {
        const string command = "ecram insertion run --config run.json";
        var curve = CaseTables.Curve(study);
        var blocks = new List<IReportBlock>
        {
            new Table("Steps and why each ended.", [new("step", true), new("from, s", true), new("mean filling", true), new("charge passed", true), new("ended")],
                [.. study.Results.Select((r, k) => new TableRow([Number(k + 1, "F0"), Number(study.Begins[k], "G6"), Number(study.Case.Shape.Particle.MeanFilling([.. r.State]), "F6"), Number(r.ChargePassed, "G6"), r.Explanation]))]),
            new Figure("voltage", "Voltage against filling", "Between the terminals, series resistance included.", CaseFigures.Voltage(study), curve, command),
            new Figure("time", "Voltage over time", "", CaseFigures.OverTime(study), curve, command),
            new Figure("current", "Current density against voltage", "Insertion is positive.", CaseFigures.Current(study), curve, command),
        };
        if (study.Case.Shape.Particle.Size > 1)
            blocks.Add(new Figure("profiles", "Filling inside", $"Over the {study.Case.Shape.Coordinate}.", CaseFigures.Profiles(study), CaseTables.Profiles(study), command));
        if (study.Impedance.Count > 0)
            blocks.Add(new Figure("impedance", "Impedance of the last state", $"At its voltage of rest, {Number(study.Impedance[0].Frequency, "G4")} Hz on the left to {Number(study.Impedance[^1].Frequency, "G4")} Hz.",
                CaseFigures.Impedance(study), CaseTables.Impedance(study), command));
        return Page(study.Case.Title, $"{study.Case.Host.Title}, {Number(study.Case.Temperature, "G6")} K. Ions are conserved to {Number(study.ClosureError, "G2")} of the sites.",
            study.Case.Host with { Parameters = study.Case.Parameters }, blocks, record, command);
    }

    private static string Page(string title, string lead, Host host, List<IReportBlock> blocks, RunRecord record, string command)
    {
        blocks.Add(new Table("Parameters and where they come from.", [new("parameter"), new("value", true), new("status"), new("source")],
            [.. host.Parameters.Select(p => new TableRow([p.Path, p.Text, p.Status, p.Source]))]));
        return new HtmlReport(title, lead, [new ReportSection(host.Id, [.. blocks])], [$"EcramSim {record.Version}, run {record.Identity[..8]}. Again: {command}"],
            [new Attachment(RunRecord.FileName, "The whole configuration (run.json)", "application/json", record.ToJson())]).Render();
    }

    private static string Number(double? value, string format) => value is { } v && double.IsFinite(v) ? v.ToString(format, CultureInfo.InvariantCulture) : "–";
}
