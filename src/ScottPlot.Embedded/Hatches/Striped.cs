using ScottPlot.Svg;

namespace ScottPlot.Hatches;

public enum StripeDirection { DiagonalUp, DiagonalDown, Horizontal, Vertical }

public class Striped(StripeDirection stripeDirection = StripeDirection.DiagonalUp) : IHatch
{
    public StripeDirection StripeDirection { get; set; } = stripeDirection;

    (string, string) IHatch.Tile(Color background, Color hatch)
    {
        int turn = StripeDirection switch { StripeDirection.DiagonalUp => -45, StripeDirection.DiagonalDown => 45, StripeDirection.Vertical => 90, _ => 0 };
        string ground = background.Alpha == 0 ? "" : $"<rect width=\"6\" height=\"6\" fill=\"{Canvas.Rgb(background)}\"{Canvas.Opacity("fill-opacity", background)}/>";
        // The colours are part of the name, so that figures on one page may both define it: they define the same.
        return ($"stripes{turn}{background.ToHex()}{hatch.ToHex()}".Replace("#", "-", StringComparison.Ordinal),
            $"width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate({turn})\">{ground}"
            + $"<path d=\"M0 3h6\" stroke=\"{Canvas.Rgb(hatch)}\"{Canvas.Opacity("stroke-opacity", hatch)} stroke-width=\"2.4\"/>");
    }
}
