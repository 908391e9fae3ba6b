namespace EcramSim.Insertion.Numerics;

/// <summary>Functions that .NET does not have, to the precision of a double.</summary>
public static class SpecialFunctions
{
    /// <summary>eˣ − 1 without cancellation near 0 (Kahan's quotient; relative error below 1e-15).</summary>
    public static double ExpMinusOne(double x)
    {
        if (Math.Abs(x) > 1) return Math.Exp(x) - 1;
        var u = Math.Exp(x);
        if (u == 1) return x;
        return (u - 1) * x / Math.Log(u);
    }

    /// <summary>Complementary error function.</summary>
    public static double Erfc(double x) => MathNet.Numerics.SpecialFunctions.Erfc(x);
}
