using EcramSim.Studies.Evaluate;

namespace EcramSim.Studies.Characterize;

/// <summary>The prefix that keeps the largest value of an axis between 1 and 1000.</summary>
internal static class Prefixed
{
    /// <returns>The factor on SI values and the unit with its prefix.</returns>
    internal static (double Scale, string Unit) Of(double largest, string unit)
    {
        var text = Engineering.WithUnit(largest, unit);
        var exponent = (int)Math.Floor(Math.Log10(largest) / 3);
        if (largest / Math.Pow(1000, exponent) >= 999.5) exponent++;
        return (Math.Pow(1000, -exponent), text[(text.IndexOf(' ', StringComparison.Ordinal) + 1)..]);
    }
}
