using System.Globalization;
using System.Text;

namespace EcramSim.Studies.Evaluate;

/// <summary>The result files: fixed columns, '\n', decimal point, shortest round-trip numbers, empty where a value does not apply.</summary>
public static class ResultTables
{
    /// <summary><c>results.csv</c>.</summary>
    public static string Results(IEnumerable<EpochRow> rows)
    {
        var text = new StringBuilder("device,algorithm,seed,epoch,train_loss,validation_accuracy,test_accuracy,energy_J,time_s,pulses\n");
        foreach (var r in rows)
            Line(text, r.Device, r.Algorithm, Whole(r.Seed), Whole(r.Epoch), Number(r.TrainLoss), Number(r.ValidationAccuracy),
                Number(r.TestAccuracy), Number(r.Energy), Number(r.Time), Whole(r.Pulses));
        return text.ToString();
    }

    /// <summary><c>summary.csv</c>.</summary>
    public static string Summary(IEnumerable<SummaryRow> rows)
    {
        var text = new StringBuilder("device,algorithm,seeds,learning_rate,test_accuracy_mean,test_accuracy_ci95,states_by_step,states_by_noise," +
            "nonlinearity_up,nonlinearity_down,asymmetry,symmetry_point,energy_per_pulse_J,energy_J,time_s\n");
        foreach (var r in rows)
            Line(text, r.Device, r.Algorithm, Whole(r.TestAccuracy.Count), Number(r.LearningRate), Number(r.TestAccuracy.Mean), Number(r.TestAccuracy.HalfWidth),
                Number(r.StatesByStep), Number(r.StatesByNoise), Number(r.NonlinearityUp), Number(r.NonlinearityDown), Number(r.Asymmetry),
                Number(r.SymmetryPoint), Number(r.EnergyPerPulse), Number(r.Energy), Number(r.Time));
        return text.ToString();
    }

    /// <summary><c>removals.csv</c>.</summary>
    public static string Removals(IEnumerable<RemovalRow> rows)
    {
        var text = new StringBuilder("device,removed,accuracy_with,accuracy_without\n");
        foreach (var r in rows) Line(text, r.Device, r.Removed, Number(r.With), Number(r.Without));
        return text.ToString();
    }

    private static void Line(StringBuilder text, params string[] cells)
    {
        for (var i = 0; i < cells.Length; i++)
        {
            if (i > 0) text.Append(',');
            var cell = cells[i];
            // A device file may carry any name: quote as RFC 4180 says.
            if (cell.AsSpan().IndexOfAny(",\"\n\r") >= 0) cell = $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
            text.Append(cell);
        }
        text.Append('\n');
    }

    private static string Number(double? value) => value?.ToString("R", CultureInfo.InvariantCulture) ?? "";
    private static string Whole(long? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "";
    private static string Whole(ulong value) => value.ToString(CultureInfo.InvariantCulture);
}
