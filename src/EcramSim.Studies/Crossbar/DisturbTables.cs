using System.Text;
using EcramSim.Studies.Runs;

namespace EcramSim.Studies.Crossbar;

/// <summary><c>disturb.csv</c>.</summary>
internal static class DisturbTables
{
    internal static string Text(DisturbStudy study)
    {
        var text = new StringBuilder();
        Csv.Line(text, "device", "scheme", "assumed_ohmic", "step_ratio_up", "step_ratio_down", "pulses_same_direction", "pulses_alternating", "largest_array_1_pulse", "largest_array_1000_pulses",
            "pulses_per_cell_at_size", "gate_conductance_S", "selected_voltage_fraction", "largest_array_by_drop", "largest_array_by_delay", "pulse_width_s");
        foreach (var r in study.Rows)
            Csv.Line(text, r.Device.Id, r.SchemeName, r.IsAssumed ? "yes" : "no", Csv.Cell(r.RatioUp), Csv.Cell(r.RatioDown), Cell(r.Budget.SameDirection), Cell(r.Budget.Alternating), Cell(r.LargestArray), Cell(r.LargestArrayOften),
                Cell(r.Updates), Csv.Cell(r.GateConductance), Csv.Cell(r.Selected), Csv.Cell(r.LargestByDrop), Csv.Cell(r.LargestByDelay), Csv.Cell(r.PulseWidth));
        return text.ToString();
    }

    private static string Cell(double value) => double.IsInfinity(value) ? "inf" : Csv.Cell(value);
}
