namespace ScottPlot.Palettes;

/// <summary>Eight colours told apart with any colour vision (Okabe and Ito 2008; Wong, Nature Methods 8, 441, 2011).</summary>
public class ColorblindFriendly : IPalette
{
    public string Name { get; } = "Colorblind Friendly";
    public string Description { get; } = "Eight colours told apart with any colour vision: Okabe and Ito 2008, Wong 2011.";

    public Color[] Colors { get; } =
        Color.FromHex(["#000000", "#E69F00", "#56B4E9", "#009E73", "#F0E442", "#0072B2", "#D55E00", "#CC79A7"]);

    public Color GetColor(int index) => Colors[index % Colors.Length];
}
