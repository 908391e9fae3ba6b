namespace ScottPlot;

/// <summary>Lengths in pixels of dashes and gaps in turn; none means a solid line.</summary>
public struct LinePattern(float[] intervals, float phase, string name)
{
    private readonly float[]? intervals = intervals;
    private readonly string? name = name;

    public float[] Intervals => intervals ?? [];
    public float Phase { get; } = phase;
    public string Name => name ?? "Solid";

    public static LinePattern Solid => new([], 0, "Solid");
    public static LinePattern Dashed => new([8, 4], 0, "Dashed");
    public static LinePattern DenselyDashed => new([4, 2.5f], 0, "DenselyDashed");
    public static LinePattern Dotted => new([2, 2.5f], 0, "Dotted");

    public static LinePattern[] GetAllPatterns() => [Solid, Dashed, DenselyDashed, Dotted];
}
