using ScottPlot;
using ScottPlot.Plottables;

namespace EcramSim.Studies.Report;

/// <summary>
/// How the n-th curve of a figure looks: colour, line pattern and marker change together, so that curves are told apart
/// with any colour vision and in black and white. Colours are those of Okabe and Ito (2008), without the yellow that
/// vanishes on paper.
/// </summary>
public static class SeriesStyle
{
    private static readonly string[] Hues = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000"];

    private static readonly MarkerShape[] Shapes =
    [
        MarkerShape.FilledCircle, MarkerShape.OpenSquare, MarkerShape.FilledTriangleUp, MarkerShape.OpenDiamond,
        MarkerShape.FilledSquare, MarkerShape.OpenCircle, MarkerShape.FilledDiamond, MarkerShape.OpenTriangleDown,
    ];

    /// <summary>How many colours there are before they repeat.</summary>
    public static int Colours => Hues.Length;

    /// <summary>The colour of curve <paramref name="index"/>, from 0.</summary>
    public static Color ColorOf(int index) => new(Hues[index % Hues.Length]);

    /// <summary>The pattern of curve <paramref name="index"/>: solid, dashed, dash-dotted, dotted.</summary>
    public static LinePattern PatternOf(int index) => (index % 4) switch
    {
        0 => LinePattern.Solid,
        1 => new LinePattern([7, 3], 0, "Dashed"),
        2 => new LinePattern([8, 2.5f, 1.5f, 2.5f], 0, "Dash-dotted"),
        _ => new LinePattern([2, 2.5f], 0, "Dotted"),
    };

    /// <summary>The marker of curve <paramref name="index"/>.</summary>
    public static MarkerShape MarkerOf(int index) => Shapes[index % Shapes.Length];

    /// <summary>Styles a curve: few points get a line and markers, many a line alone.</summary>
    public static void Apply(Scatter curve, int index, int points)
    {
        curve.Color = ColorOf(index);
        curve.LineWidth = 1.6f;
        curve.LinePattern = points > MostMarkers ? PatternOf(index) : LinePattern.Solid;
        curve.MarkerShape = MarkerOf(index);
        curve.MarkerSize = points > MostMarkers ? 0 : 6;
    }

    /// <summary>Beyond this many points markers run into each other.</summary>
    private const int MostMarkers = 40;
}
