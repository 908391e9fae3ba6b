using EcramSim.Crossbar.Ledger;
using EcramSim.Studies.Report;

namespace EcramSim.Studies.Evaluate;

/// <summary>Energy of one training by cause, mean over seeds: a table of the report and of the screen.</summary>
public static class LedgerTable
{
    /// <summary>What the table shows.</summary>
    public const string Explanation = "One training, mean over seeds: energy by cause, then its parts by operation. Ions are the writes themselves, channel is the read current; what a device without volts does not know counts as nothing.";

    /// <summary>Column heads.</summary>
    public static IReadOnlyList<string> Head { get; } = ["device", .. CostSplit.Causes, "total", "forward", "backward", "update", "area"];

    /// <summary>One row per device with a bill; empty where the array file names no technology.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Rows(EvaluationResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var last = result.Rows.Where(r => r.Bill is not null && r.TestAccuracy is not null).GroupBy(r => r.Device);
        return [.. last.Select(d =>
        {
            ArrayBill[] bills = [.. d.Select(r => r.Bill!)];
            CostSplit Mean(Func<ArrayBill, CostSplit> of) => 1.0 / bills.Length * bills.Select(of).Aggregate((a, b) => a + b);
            var total = Mean(b => b.Total.Energy);
            return (IReadOnlyList<string>)[d.Key, .. total.Parts.Select(J), J(total.Total), J(Mean(b => b.Forward.Energy).Total), J(Mean(b => b.Backward.Energy).Total), J(Mean(b => b.Update.Energy).Total),
                Engineering.Significant(1e6 * bills[0].Area.Total) + " mm²"];
        })];
    }

    /// <summary>The table of the report; null where the array file names no technology.</summary>
    public static Table? Of(EvaluationResult result)
    {
        var rows = Rows(result);
        return rows.Count == 0 ? null : new Table("Energy of one training by cause and by operation.", [.. Head.Select((h, k) => new TableColumn(h, k > 0))],
            [.. rows.Select(r => new TableRow([.. r.Select(c => new TableCell(c))]))]);
    }

    private static string J(double value) => Engineering.WithUnit(value, "J");
}
