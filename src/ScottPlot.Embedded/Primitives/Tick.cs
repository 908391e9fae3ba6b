namespace ScottPlot;

public readonly struct Tick
{
    public readonly double Position;
    public readonly string Label;
    public readonly bool IsMajor;

    public Tick(double position, string label) : this(position, label, true) { }

    public Tick(double position, string label, bool isMajor) => (Position, Label, IsMajor) = (position, label, isMajor);

    public static Tick Major(double position, string label) => new(position, label, true);

    public static Tick Minor(double position) => new(position, string.Empty, false);
}
