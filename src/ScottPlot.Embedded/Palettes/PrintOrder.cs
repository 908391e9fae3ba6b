namespace ScottPlot.Palettes;

/// <summary>
/// The colours of <see cref="ColorblindFriendly"/> in the order a plot takes them by default: dark ones first, black late
/// because axes and text are black too, and no yellow, which vanishes on paper.
/// </summary>
internal static class PrintOrder
{
    internal static IPalette Create() => new Custom(
        ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000"], "Okabe and Ito, in order for print");
}
