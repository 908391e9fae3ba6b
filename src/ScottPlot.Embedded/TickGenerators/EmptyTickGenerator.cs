namespace ScottPlot.TickGenerators;

public class EmptyTickGenerator : ITickGenerator
{
    public EmptyTickGenerator() { }

    public Tick[] Ticks { get; set; } = [];
    public int MaxTickCount { get; set; }

    string ITickGenerator.Choose(TickRequest request) => "";
}
