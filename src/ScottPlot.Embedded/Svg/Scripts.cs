namespace ScottPlot.Svg;

/// <summary>
/// Splits text into runs on, above and below the line. Unicode superscripts and subscripts become raised and lowered
/// ordinary letters, because few fonts have all of them and those that do draw them in unequal sizes.
/// </summary>
internal static class Scripts
{
    internal readonly record struct Run(string Text, int Level);

    /// <summary>Size of raised and lowered letters, and their shift, as fractions of the font size.</summary>
    internal const double Size = 0.72, Raise = 0.36, Lower = 0.16;

    private const string Raised = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ", RaisedPlain = "0123456789+−=()ni";
    private const string Lowered = "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₒₓₕₖₗₘₙₚₛₜᵢⱼᵣᵤᵥ", LoweredPlain = "0123456789+−=()aeoxhklmnpstijruv";

    internal static List<Run> Split(string text)
    {
        var runs = new List<Run>();
        int start = 0, level = 0;
        var plain = new char[text.Length];
        for (int i = 0; i < text.Length; i++)
        {
            int up = Raised.IndexOf(text[i], StringComparison.Ordinal), down = Lowered.IndexOf(text[i], StringComparison.Ordinal);
            plain[i] = up >= 0 ? RaisedPlain[up] : down >= 0 ? LoweredPlain[down] : text[i];
            int here = up >= 0 ? 1 : down >= 0 ? -1 : 0;
            if (here != level)
            {
                if (i > start) runs.Add(new(new string(plain, start, i - start), level));
                (start, level) = (i, here);
            }
        }
        if (text.Length > start) runs.Add(new(new string(plain, start, text.Length - start), level));
        return runs;
    }
}
