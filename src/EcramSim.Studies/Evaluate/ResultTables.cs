using System.Globalization;
using System.Text;
using EcramSim.Crossbar.Ledger;
using EcramSim.Studies.Runs;

namespace EcramSim.Studies.Evaluate;

/// <summary>The result files: fixed columns, '\n', decimal point, shortest round-trip numbers, empty where a value does not apply.</summary>
public static class ResultTables
{
    /// <summary><c>results.csv</c>.</summary>
    public static string Results(IEnumerable<EpochRow> rows)
    {
        var text = new StringBuilder("device,algorithm,seed,epoch,train_loss,validation_accuracy,test_accuracy,energy_J,time_s,pulses\n");
        foreach (var r in rows)
            Csv.Line(text, r.Device, r.Algorithm, Whole(r.Seed), Whole(r.Epoch), Csv.Cell(r.TrainLoss), Csv.Cell(r.ValidationAccuracy),
                Csv.Cell(r.TestAccuracy), Csv.Cell(r.Energy), Csv.Cell(r.Time), Whole(r.Pulses));
        return text.ToString();
    }

    /// <summary><c>summary.csv</c>.</summary>
    public static string Summary(IEnumerable<SummaryRow> rows)
    {
        var text = new StringBuilder("device,algorithm,seeds,learning_rate,test_accuracy_mean,test_accuracy_ci95,states_by_step,states_by_noise," +
            "nonlinearity_up,nonlinearity_down,asymmetry,symmetry_point,energy_per_pulse_J,energy_J,time_s,scaling\n");
        foreach (var r in rows)
            Csv.Line(text, r.Device, r.Algorithm, Whole(r.TestAccuracy.Count), Csv.Cell(r.LearningRate), Csv.Cell(r.TestAccuracy.Mean), Csv.Cell(r.TestAccuracy.HalfWidth),
                Csv.Cell(r.StatesByStep), Csv.Cell(r.StatesByNoise), Csv.Cell(r.NonlinearityUp), Csv.Cell(r.NonlinearityDown), Csv.Cell(r.Asymmetry),
                Csv.Cell(r.SymmetryPoint), Csv.Cell(r.EnergyPerPulse), Csv.Cell(r.Energy), Csv.Cell(r.Time), r.Scaling ?? "");
        return text.ToString();
    }

    /// <summary><c>ledger.csv</c>: energy and time of each epoch row by operation and cause, and the area; the energies of a row add up to its <c>energy_J</c>.</summary>
    public static string Ledger(IEnumerable<EpochRow> rows)
    {
        var text = new StringBuilder("device,algorithm,seed,epoch,operation,cause,energy_J,time_s,area_m2\n");
        foreach (var r in rows)
        {
            if (r.Bill is not { } bill) continue;
            foreach (var (operation, cost) in new[] { ("forward", bill.Forward), ("backward", bill.Backward), ("update", bill.Update) })
                for (var k = 0; k < CostSplit.Causes.Count; k++)
                    Csv.Line(text, r.Device, r.Algorithm, Whole(r.Seed), Whole(r.Epoch), operation, CostSplit.Causes[k], Csv.Cell(cost.Energy.Parts[k]), Csv.Cell(cost.Time.Parts[k]), "");
            for (var k = 0; k < CostSplit.Causes.Count; k++)
                Csv.Line(text, r.Device, r.Algorithm, Whole(r.Seed), Whole(r.Epoch), "built", CostSplit.Causes[k], "", "", Csv.Cell(bill.Area.Parts[k]));
        }
        return text.ToString();
    }

    /// <summary><c>removals.csv</c>.</summary>
    public static string Removals(IEnumerable<RemovalRow> rows)
    {
        var text = new StringBuilder("device,removed,accuracy_with,accuracy_without\n");
        foreach (var r in rows) Csv.Line(text, r.Device, r.Removed, Csv.Cell(r.With), Csv.Cell(r.Without));
        return text.ToString();
    }

    private static string Whole(long? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "";
    private static string Whole(ulong value) => value.ToString(CultureInfo.InvariantCulture);
}
