namespace ScottPlot.Svg;

/// <summary>A rectangle in pixels; y grows downwards.</summary>
internal readonly record struct Box(double Left, double Top, double Right, double Bottom)
{
    internal double Width => Right - Left;
    internal double Height => Bottom - Top;
    internal double CenterX => (Left + Right) / 2;
    internal double CenterY => (Top + Bottom) / 2;

    internal Box Grown(double by) => new(Left - by, Top - by, Right + by, Bottom + by);

    internal bool Meets(Box other) => Left < other.Right && other.Left < Right && Top < other.Bottom && other.Top < Bottom;

    internal bool Contains(double x, double y, double slack = 0.01) =>
        x >= Left - slack && x <= Right + slack && y >= Top - slack && y <= Bottom + slack;
}
