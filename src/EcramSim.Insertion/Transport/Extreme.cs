namespace EcramSim.Insertion.Transport;

/// <summary>The filling that lies nearest to empty or full, or is none.</summary>
internal static class Extreme
{
    internal static double Of(ReadOnlySpan<double> x)
    {
        var best = x[0];
        foreach (var value in x)
            if (!(Math.Min(value, 1 - value) >= Math.Min(best, 1 - best))) best = value;
        return best;
    }
}
