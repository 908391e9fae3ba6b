namespace EcramSim.Bench;

/// <summary>What a figure came to.</summary>
/// <param name="Median">Of at least five.</param>
/// <param name="Best">The fastest.</param>
/// <param name="Note">What is to be read beside it; may be empty.</param>
internal sealed record Measurement(double Median, double Best, string Note = "")
{
    /// <summary>From the seconds of equal runs.</summary>
    internal static Measurement Of(IEnumerable<double> seconds, Func<double, double> value, string note = "")
    {
        double[] sorted = [.. seconds.Order()];
        return new Measurement(value(sorted[sorted.Length / 2]), value(sorted[0]), note);
    }
}
