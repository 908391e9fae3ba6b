namespace ScottPlot;

public struct PixelPadding
{
    public float Left;
    public float Right;
    public float Bottom;
    public float Top;

    public PixelPadding(float left, float right, float bottom, float top) => (Left, Right, Bottom, Top) = (left, right, bottom, top);

    public PixelPadding(float padding) : this(padding, padding, padding, padding) { }

    public PixelPadding(float x, float y) : this(x, x, y, y) { }

    public float Horizontal => Left + Right;
    public float Vertical => Top + Bottom;

    public static PixelPadding Zero => default;
}
