using System.Globalization;
using System.Text;
using EcramSim.Studies.Runs;

namespace EcramSim.Studies.Characterize;

/// <summary>The CSV files of what follows from a stack, SI units; a row whose <c>why</c> is not empty has no numbers.</summary>
public static class BehaviourTables
{
    /// <summary><c>settling.csv</c>: change of conductance during and after one pulse from rest at mid window.</summary>
    public static string Settling(IEnumerable<Behaviour> all)
    {
        var text = new StringBuilder("device,direction,time_s,change_S,change_over_settled,why\n");
        foreach (var b in all)
            foreach (var (direction, finding) in new[] { ("up", b.SettlingUp), ("down", b.SettlingDown) })
            {
                if (finding.Value is not { } s) Csv.Line(text, b.Device.Id, direction, "", "", "", finding.Why);
                else for (var i = 0; i < s.Time.Length; i++) Csv.Line(text, b.Device.Id, direction, Csv.Cell(s.Time[i]), Csv.Cell(s.Course[i]), Csv.Cell(s.Course[i] / s.Change), "");
            }
        return text.ToString();
    }

    /// <summary><c>retention.csv</c>: one row per temperature and gate.</summary>
    public static string Retention(IEnumerable<Behaviour> all)
    {
        var text = new StringBuilder("device,temperature_K,gate,start_S,time_to_tenth_s,time_constant_s,convergence_S,drift_S_per_s,why\n");
        foreach (var b in all)
            foreach (var (temperature, gate, finding) in b.AllRetentions)
                Csv.Line(text, b.Device.Id, Csv.Cell(temperature), gate, Csv.Cell(finding.Value?.Conductance[0]), Csv.Cell(finding.Value?.TimeToTenth), Csv.Cell(finding.Value?.TimeConstant),
                    Csv.Cell(finding.Value?.Convergence), Csv.Cell(finding.Value?.Drift), finding.Why);
        return text.ToString();
    }

    /// <summary><c>relaxation.csv</c>: the curves behind <c>retention.csv</c>.</summary>
    public static string Relaxation(IEnumerable<Behaviour> all)
    {
        var text = new StringBuilder("device,temperature_K,gate,time_s,conductance_S\n");
        foreach (var b in all)
            foreach (var (temperature, gate, finding) in b.AllRetentions)
                for (var i = 0; i < (finding.Value?.Time.Length ?? 0); i++) Csv.Line(text, b.Device.Id, Csv.Cell(temperature), gate, Csv.Cell(finding.Value!.Time[i]), Csv.Cell(finding.Value.Conductance[i]));
        return text.ToString();
    }

    /// <summary><c>scaling.csv</c>: energy and speed of cells of other sizes.</summary>
    public static string Scaling(IEnumerable<Behaviour> all)
    {
        var text = new StringBuilder("device,dimension,factor,size_m,area_m2,energy_per_pulse_J,part_of_range_per_pulse,energy_per_range_J,time_per_range_s,write_time_s,why\n");
        foreach (var b in all)
            foreach (var scaling in b.Scalings)
            {
                var (name, isArea) = (Name(scaling.What), scaling.What == Ecram.Observables.Dimensioned.Area);
                foreach (var p in scaling.Points)
                    Csv.Line(text, b.Device.Id, name, Csv.Cell(p.Factor), Csv.Cell(isArea ? null : p.Size), Csv.Cell(isArea ? p.Size : null), Csv.Cell(p.EnergyPerPulse), Csv.Cell(p.PartPerPulse), Csv.Cell(p.EnergyPerRange), Csv.Cell(p.TimePerRange), Csv.Cell(p.WriteTime), "");
                foreach (var (factor, reason) in scaling.Impossible) Csv.Line(text, b.Device.Id, name, Csv.Cell(factor), "", "", "", "", "", "", "", reason);
            }
        return text.ToString();
    }

    /// <summary><c>temperature.csv</c>: one pulse from rest at mid window, V_hold set anew.</summary>
    public static string Temperature(IEnumerable<Behaviour> all)
    {
        var text = new StringBuilder("device,temperature_K,conductance_S,step_up_S,step_down_S,energy_per_pulse_J,write_time_s,why\n");
        foreach (var b in all)
            foreach (var (temperature, finding) in b.TemperaturePoints)
                Csv.Line(text, b.Device.Id, Csv.Cell(temperature), Csv.Cell(finding.Value?.Conductance), Csv.Cell(finding.Value?.StepUp), Csv.Cell(finding.Value?.StepDown), Csv.Cell(finding.Value?.EnergyPerPulse), Csv.Cell(finding.Value?.WriteTime), finding.Why);
        return text.ToString();
    }

    /// <summary><c>noise.csv</c>: what each cause adds to the scatter of a step.</summary>
    public static string Noise(IEnumerable<Behaviour> all)
    {
        var text = new StringBuilder("device,cause,kind,relative_up,relative_down,relative_range,remark\n");
        foreach (var b in all)
            foreach (var c in b.Noise) Csv.Line(text, b.Device.Id, c.Cause, c.Kind, Csv.Cell(c.Up), Csv.Cell(c.Down), Csv.Cell(c.Range), c.Remark);
        return text.ToString();
    }

    internal static string Gate(Ecram.Stacks.GateAfterPulse gate) => gate.ToString().ToLower(CultureInfo.InvariantCulture);

    internal static string Name(Ecram.Observables.Dimensioned what) => what switch
    {
        Ecram.Observables.Dimensioned.Area => "area",
        Ecram.Observables.Dimensioned.ChannelThickness => "channel thickness",
        _ => "electrolyte thickness",
    };
}
