namespace ScottPlot.TickGenerators;

/// <summary>Ticks and labels given one by one.</summary>
public class NumericManual : ITickGenerator
{
    private readonly List<Tick> ticks = [];

    public NumericManual() { }

    public NumericManual(Tick[] ticks) => this.ticks.AddRange(ticks);

    public NumericManual(double[] positions, string[] labels)
    {
        if (positions.Length != labels.Length)
            throw new ArgumentException($"There are {positions.Length} positions and {labels.Length} labels.", nameof(labels));
        for (int i = 0; i < positions.Length; i++) AddMajor(positions[i], labels[i]);
    }

    public Tick[] Ticks => [.. ticks];
    public int MaxTickCount { get; set; } = 1000;

    public void Add(Tick tick) => ticks.Add(tick);

    public void AddMajor(double position, string label) => ticks.Add(Tick.Major(position, label));

    public void AddMinor(double position) => ticks.Add(Tick.Minor(position));

    string ITickGenerator.Choose(TickRequest request) => "";
}
