namespace EcramSim.Crossbar.Ledger;

/// <summary>Energy and time of one kind of operation.</summary>
/// <param name="Energy">J.</param>
/// <param name="Time">s.</param>
public readonly record struct OperationCost(CostSplit Energy, CostSplit Time)
{
    /// <summary>One after the other.</summary>
    public static OperationCost operator +(OperationCost a, OperationCost b) => new(a.Energy + b.Energy, a.Time + b.Time);

    /// <summary>What came between two moments.</summary>
    public static OperationCost operator -(OperationCost a, OperationCost b) => new(a.Energy - b.Energy, a.Time - b.Time);

    /// <summary>As <c>+</c>.</summary>
    public static OperationCost Add(OperationCost left, OperationCost right) => left + right;

    /// <summary>As <c>-</c>.</summary>
    public static OperationCost Subtract(OperationCost left, OperationCost right) => left - right;
}

/// <summary>What an array has cost so far, every event priced once.</summary>
/// <param name="Forward">Reads y = W x.</param>
/// <param name="Backward">Reads g = Wᵀ d.</param>
/// <param name="Update">Pulse trains of updates and programming.</param>
/// <param name="Area">m².</param>
/// <param name="IsComplete">Whether every event has a price: false where the device knows no volts and joules.</param>
public sealed record ArrayBill(OperationCost Forward, OperationCost Backward, OperationCost Update, CostSplit Area, bool IsComplete)
{
    /// <summary>Nothing done, nothing built.</summary>
    public static ArrayBill Nothing { get; } = new(default, default, default, default, true);

    /// <summary>Everything.</summary>
    public OperationCost Total => Forward + Backward + Update;

    /// <summary>Two arrays that work one after the other.</summary>
    public static ArrayBill operator +(ArrayBill a, ArrayBill b) =>
        new(a.Forward + b.Forward, a.Backward + b.Backward, a.Update + b.Update, a.Area + b.Area, a.IsComplete && b.IsComplete);

    /// <summary>What was done since an earlier moment of the same arrays.</summary>
    public static ArrayBill operator -(ArrayBill now, ArrayBill earlier) =>
        now with { Forward = now.Forward - earlier.Forward, Backward = now.Backward - earlier.Backward, Update = now.Update - earlier.Update };

    /// <summary>As <c>+</c>.</summary>
    public static ArrayBill Add(ArrayBill left, ArrayBill right) => left + right;

    /// <summary>As <c>-</c>.</summary>
    public static ArrayBill Subtract(ArrayBill left, ArrayBill right) => left - right;

    /// <summary>Arrays that work at the same time: energies and areas add up, the slowest one's time counts for each kind of operation.</summary>
    public static ArrayBill Beside(IReadOnlyCollection<ArrayBill> bills)
    {
        return new ArrayBill(Of(b => b.Forward), Of(b => b.Backward), Of(b => b.Update),
            bills.Aggregate(default(CostSplit), (sum, b) => sum + b.Area), bills.All(b => b.IsComplete));

        OperationCost Of(Func<ArrayBill, OperationCost> operation) => new(
            bills.Aggregate(default(CostSplit), (sum, b) => sum + operation(b).Energy),
            bills.Select(b => operation(b).Time).MaxBy(t => t.Total));
    }
}
