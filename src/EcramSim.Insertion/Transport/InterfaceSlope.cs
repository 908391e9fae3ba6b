namespace EcramSim.Insertion.Transport;

/// <summary>How the current of a one-interface particle at fixed potential follows its state, by central differences.</summary>
internal static class InterfaceSlope
{
    private const double Small = 1e-6;

    /// <summary>∂i/∂x_k in A/m².</summary>
    internal static double ByFilling(IParticle particle, double[] x, int k, double mean, double voltage, double temperature)
    {
        var own = x[k];
        var d = Small * Math.Min(own, 1 - own);
        x[k] = own + d;
        var above = particle.CurrentDensity(x, mean, voltage, temperature);
        x[k] = own - d;
        var below = particle.CurrentDensity(x, mean, voltage, temperature);
        x[k] = own;
        return (above - below) / (2 * d);
    }

    /// <summary>∂i/∂x̄ in A/m²: not zero with strain.</summary>
    internal static double ByMean(IParticle particle, double[] x, double mean, double voltage, double temperature) =>
        (particle.CurrentDensity(x, mean + Small, voltage, temperature) - particle.CurrentDensity(x, mean - Small, voltage, temperature)) / (2 * Small);
}
