namespace ScottPlot;

public class Axes : IAxes
{
    // A plot fills both in when the plottable is added.
    public IXAxis XAxis { get; set; } = null!;
    public IYAxis YAxis { get; set; } = null!;

    void IAxes.Embedded() { }
}
