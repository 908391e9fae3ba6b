namespace ScottPlot.TickGenerators;

/// <summary>Ticks at the multiples of one interval; where they would touch, only every second, fifth, tenth … is left.</summary>
public class NumericFixedInterval(double interval = 1) : ITickGenerator
{
    public double Interval { get; set; } = interval;
    public Tick[] Ticks { get; set; } = [];
    public int MaxTickCount { get; set; } = 1000;
    public Func<double, string> LabelFormatter { get; set; } = AxisNumbers.Alone;

    string ITickGenerator.Choose(TickRequest axis)
    {
        Ticks = [];
        if (!(Interval > 0) || !double.IsFinite(Interval) || !double.IsFinite(axis.High - axis.Low)) return "";
        for (var every = new RoundStep(1, 0); ; every = every.Next)
        {
            double step = every.Size * Interval;
            double first = Math.Ceiling(axis.Low / step - 1e-9), last = Math.Floor(axis.High / step + 1e-9);
            if (last - first > Math.Min(MaxTickCount, 1000)) continue;
            Ticks = Enumerable.Range(0, Math.Max(0, (int)(last - first) + 1))
                .Select(i => (first + i) * step + 0.0).Select(v => Tick.Major(v, LabelFormatter(v) ?? "")).ToArray();
            if (Ticks.Length < 2 || step * axis.PixelsPerUnit >= axis.Room(Ticks.Select(t => t.Label))) return "";
        }
    }
}
