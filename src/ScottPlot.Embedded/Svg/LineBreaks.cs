namespace ScottPlot.Svg;

/// <summary>Breaks text into lines no wider than there is room for, where words allow it.</summary>
internal static class LineBreaks
{
    /// <summary>The text with breaks after <paramref name="separators"/>; breaks that it has are kept.</summary>
    internal static string In(string text, double width, LabelStyle style, string separators = " ")
    {
        if (TextSize.Width(text, style) <= width) return text;
        return string.Join('\n', TextSize.Lines(text).SelectMany(line => Of(line, width, style, separators)));
    }

    private static IEnumerable<string> Of(string line, double width, LabelStyle style, string separators)
    {
        var lines = new List<string>();
        for (int start = 0, end; start < line.Length; start = end)
        {
            int stop = line.AsSpan(start).IndexOfAny(separators);
            end = stop < 0 ? line.Length : start + stop + 1;
            string word = line[start..end];
            if (lines.Count > 0 && TextSize.LineWidth((lines[^1] + word).TrimEnd(), style.FontSize, style.Bold) <= width) lines[^1] += word;
            else lines.Add(word);
        }
        return lines.Select(l => l.TrimEnd());
    }
}
