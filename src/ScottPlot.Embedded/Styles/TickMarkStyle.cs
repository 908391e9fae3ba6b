namespace ScottPlot;

#pragma warning disable CA1051 // fields, because ScottPlot's are fields
public class TickMarkStyle
{
    public float Length;
    public float Width;
    public Color Color = Colors.Black;
    public LinePattern Pattern;
}
