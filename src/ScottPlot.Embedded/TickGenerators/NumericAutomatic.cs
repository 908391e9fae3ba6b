namespace ScottPlot.TickGenerators;

#pragma warning disable CA1051 // a field, because ScottPlot's is a field
/// <summary>Ticks at round numbers, as many as the axis has room for.</summary>
public class NumericAutomatic : ITickGenerator
{
    private Func<double, string> formatter = AxisNumbers.Alone;
    private bool formatterIsOwn = true;

    public Tick[] Ticks { get; set; } = [];
    public int MaxTickCount { get; set; } = 1000;
    public bool IntegerTicksOnly { get; set; }
    public double TickDensity { get; set; } = 1;
    public float MinimumTickSpacing { get; set; }
    public int? TargetTickCount;
    public IMinorTickGenerator MinorTickGenerator { get; set; } = new EvenlySpacedMinorTickGenerator(5);

    /// <summary>Writes one tick. Left alone, all ticks of the axis are written alike, with a common factor if needed.</summary>
    public Func<double, string> LabelFormatter
    {
        get => formatter;
        set => (formatter, formatterIsOwn) = (value, false);
    }

    string ITickGenerator.Choose(TickRequest axis)
    {
        double span = axis.High - axis.Low;
        if (!(span > 0) || !double.IsFinite(span) || span < 1e-300) { Ticks = []; return ""; }

        // Loose on long axes; on short ones closer, down to five steps.
        (double loose, double close) = axis.Horizontal ? (65, 42) : (45, 26);
        double wanted = TargetTickCount ?? Math.Clamp(Math.Max(axis.Pixels / loose, Math.Min(5, axis.Pixels / close)) * TickDensity, 2, 9);
        // Every decade has its label where there is room: a factor of a hundred is read less easily.
        if (MinorTickGenerator is LogMinorTickGenerator or LogDecadeMinorTickGenerator) wanted = TargetTickCount ?? Math.Clamp(axis.Pixels / close, 2, 12);
        var step = RoundStep.AtLeast(span / Math.Max(1, wanted));
        if (IntegerTicksOnly && step.Exponent < 0) step = new(1, 0);

        double[] majors;
        string[] labels;
        string note;
        for (; ; step = step.Next)
        {
            majors = step.Multiples(axis.Low, axis.High);
            (labels, note) = Write(majors, step);
            if (majors.Length < 2) break;
            double apart = step.Size * axis.PixelsPerUnit;
            if (majors.Length <= MaxTickCount && apart >= Math.Max(MinimumTickSpacing, axis.Room(labels))) break;
        }
        // One number says nothing about a scale: two close ones are better where they fit.
        if (majors.Length < 2 && step.Previous is var finer && !(IntegerTicksOnly && finer.Exponent < 0))
        {
            double[] more = finer.Multiples(axis.Low, axis.High);
            var (texts, beside) = Write(more, finer);
            if (more.Length >= 2 && finer.Size * axis.PixelsPerUnit >= axis.Room(texts)) (step, majors, labels, note) = (finer, more, texts, beside);
        }
        if (majors.Length < 2 && IntegerTicksOnly && MinorTickGenerator is LogMinorTickGenerator or LogDecadeMinorTickGenerator
            && WithinDecade.Ticks(axis, formatter) is { } fine) { Ticks = fine; return ""; }
        var ticks = majors.Select((v, i) => Tick.Major(v, labels[i]));
        Ticks = [.. ticks, .. Minors(MinorsOf(step), majors, axis)];
        return note;
    }

    private IMinorTickGenerator MinorsOf(RoundStep step)
    {
        if (MinorTickGenerator is not EvenlySpacedMinorTickGenerator { MinorTicksPerMajorTick: 5 }) return MinorTickGenerator;
        // Between whole numbers that are next to each other there is nothing to mark.
        if (IntegerTicksOnly && step.Exponent == 0) return new EvenlySpacedMinorTickGenerator(step.Mantissa);
        // Five parts of a step of two would be 0.4 wide; four are 0.5.
        return step.Mantissa == 2 ? new EvenlySpacedMinorTickGenerator(4) : MinorTickGenerator;
    }

    private (string[], string) Write(double[] values, RoundStep step) =>
        formatterIsOwn ? AxisNumbers.Write(values, step) : (values.Select(v => formatter(v) ?? "").ToArray(), "");

    internal static IEnumerable<Tick> Minors(IMinorTickGenerator generator, double[] majors, TickRequest axis)
    {
        var between = generator.Between(majors, axis.Low, axis.High).Where(axis.Shows).ToArray();
        double apart = between.Length < 2 ? double.PositiveInfinity : axis.Pixels / between.Length;
        return apart < 4 ? [] : between.Select(Tick.Minor);
    }
}
