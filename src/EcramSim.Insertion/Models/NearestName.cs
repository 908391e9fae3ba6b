namespace EcramSim.Insertion.Models;

/// <summary>The valid name that a misspelt one most likely stands for.</summary>
public static class NearestName
{
    /// <summary>The nearest of <paramref name="valid"/> by edit distance, or null when none is near.</summary>
    public static string? Of(string name, IEnumerable<string> valid)
    {
        string? best = null;
        var bestDistance = Math.Max(2, name.Length / 2) + 1;
        foreach (var candidate in valid)
        {
            var distance = Distance(name.ToUpperInvariant(), candidate.ToUpperInvariant());
            if (candidate.Length > 2 && name.Length > 2 &&
                (candidate.StartsWith(name, StringComparison.OrdinalIgnoreCase) || name.StartsWith(candidate, StringComparison.OrdinalIgnoreCase)))
                distance = Math.Min(distance, 2);
            if (distance < bestDistance) (best, bestDistance) = (candidate, distance);
        }
        return best;
    }

    // Damerau–Levenshtein with adjacent transpositions: "lipno" is one slip from "lipon".
    private static int Distance(string a, string b)
    {
        var d = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++) d[i, 0] = i;
        for (var j = 0; j <= b.Length; j++) d[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                d[i, j] = Math.Min(Math.Min(d[i - 1, j] + 1, d[i, j - 1] + 1), d[i - 1, j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
            }
        return d[a.Length, b.Length];
    }
}
