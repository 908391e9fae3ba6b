using System.Globalization;
using System.Text;
using EcramSim.Studies.Runs;

namespace EcramSim.Studies.Results;

/// <summary><c>trainings.csv</c> and <c>accuracies.csv</c>: what the document is made of.</summary>
public static class ResultsTable
{
    /// <summary>One row per training.</summary>
    public static string Trainings(IEnumerable<ResultCell> cells)
    {
        ArgumentNullException.ThrowIfNull(cells);
        var text = new StringBuilder("data,device,algorithm,batch,learning_rate,rate_found,peer,seed,train_loss,validation_accuracy,test_accuracy,energy_J,time_s,pulses,diverged\n");
        foreach (var c in cells)
            for (var k = 0; k < c.Seeds.Count; k++)
            {
                var t = c.Trainings[k];
                Csv.Line(text, c.Task.Name, c.Device, c.Rule, Whole(c.Batch), Csv.Cell(c.Rate), c.IsFound ? "true" : "false", c.Peer?.Peer ?? "", c.Seeds[k].ToString(CultureInfo.InvariantCulture),
                    Csv.Cell(t.Loss), Csv.Cell(t.Validation), Csv.Cell(t.Test), Csv.Cell(t.Energy), Csv.Cell(t.Time), Whole(t.Pulses), t.Diverged ?? "");
            }
        return text.ToString();
    }

    /// <summary>One row per cell of the tables.</summary>
    public static string Accuracies(IEnumerable<ResultCell> cells)
    {
        ArgumentNullException.ThrowIfNull(cells);
        var text = new StringBuilder("data,device,algorithm,batch,learning_rate,rate_found,peer,seeds,test_accuracy_mean,test_accuracy_ci95\n");
        foreach (var c in cells)
            Csv.Line(text, c.Task.Name, c.Device, c.Rule, Whole(c.Batch), Csv.Cell(c.Rate), c.IsFound ? "true" : "false", c.Peer?.Peer ?? "", Whole(c.Seeds.Count), Csv.Cell(c.Accuracy?.Mean), Csv.Cell(c.Accuracy?.HalfWidth));
        return text.ToString();
    }

    private static string Whole(long? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "";
}
