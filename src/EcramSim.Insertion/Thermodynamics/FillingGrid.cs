namespace EcramSim.Insertion.Thermodynamics;

/// <summary>Fillings on which a free energy of unknown shape is searched: even in x, and even in ln[x/(1 − x)] towards the ends.</summary>
internal static class FillingGrid
{
    private const int Even = 2000, PerTail = 400;
    // A layered law solves for its layers at every filling, and its features are wide.
    private const int LayeredShare = 4;
    // Nearer to 1 the differences of neighbouring free energies drown in rounding; roots are still followed further by μ alone.
    private const double Lowest = -80, Highest = 20, Tail = 4;

    internal static double[] Over(IFreeEnergy law)
    {
        var validity = law.Validity;
        var (even, perTail) = law is ILayeredFreeEnergy ? (Even / LayeredShare, PerTail / LayeredShare) : (Even, PerTail);
        var points = new SortedSet<double>();
        for (var k = 0; k <= even; k++) points.Add(validity.Minimum + (validity.Maximum - validity.Minimum) * k / even);
        for (var k = 0; k <= perTail; k++)
        {
            points.Add(Filling(Lowest + (-Tail - Lowest) * k / perTail));
            points.Add(Filling(Tail + (Highest - Tail) * k / perTail));
        }
        points.RemoveWhere(x => !validity.Contains(x));
        return [.. points];
    }

    private static double Filling(double logit) => logit < 0 ? Math.Exp(logit) / (1 + Math.Exp(logit)) : 1 / (1 + Math.Exp(-logit));
}
