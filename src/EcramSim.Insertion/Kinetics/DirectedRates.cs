namespace EcramSim.Insertion.Kinetics;

/// <summary>Insertion and extraction at one interface at the same instant, A/m², both ≥ 0.</summary>
/// <param name="Forward">Insertion.</param>
/// <param name="Backward">Extraction.</param>
public readonly record struct DirectedRates(double Forward, double Backward)
{
    /// <summary>Whichever direction is the smaller follows from the other by De Donder's relation, backward = forward·exp(η~).</summary>
    /// <param name="larger">The larger of the two: forward for η~ ≤ 0, backward else.</param>
    /// <param name="reducedOverpotential">η~ = |z|eη/kT.</param>
    internal static DirectedRates FromLarger(double larger, double reducedOverpotential)
    {
        var smaller = larger * Math.Exp(-Math.Abs(reducedOverpotential));
        return reducedOverpotential <= 0 ? new(larger, smaller) : new(smaller, larger);
    }

    /// <summary>Forward minus backward with the same meaning, exact to rounding for the smallest η~.</summary>
    internal static double Net(double larger, double reducedOverpotential)
    {
        var net = -larger * Numerics.SpecialFunctions.ExpMinusOne(-Math.Abs(reducedOverpotential));
        return reducedOverpotential <= 0 ? net : -net;
    }
}
