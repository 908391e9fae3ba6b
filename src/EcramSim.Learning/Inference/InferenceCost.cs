namespace EcramSim.Learning.Inference;

/// <summary>Energy and time of the simulated hardware; null where it has no volts and seconds or the array file names no prices.</summary>
/// <param name="Energy">J.</param>
/// <param name="Time">s.</param>
public sealed record InferenceCost(double? Energy, double? Time)
{
    /// <summary>Nothing done.</summary>
    public static InferenceCost Nothing { get; } = new(0, 0);

    /// <summary>One after the other.</summary>
    public static InferenceCost operator +(InferenceCost a, InferenceCost b) => new(a.Energy + b.Energy, a.Time + b.Time);

    /// <summary>As <c>+</c>.</summary>
    public static InferenceCost Add(InferenceCost left, InferenceCost right) => left + right;

    /// <summary>Of <paramref name="count"/> alike.</summary>
    public InferenceCost Times(int count) => new(Energy * count, Time * count);

    /// <summary>Of one of <paramref name="count"/>.</summary>
    public InferenceCost Over(int count) => new(Energy / count, Time / count);
}
