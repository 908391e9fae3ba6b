using EcramSim.Ecram.Response;

namespace EcramSim.Ecram.NonIdealities;

/// <summary>One non-ideality taken away from a device, to see what it costs.</summary>
/// <param name="Name">Such as "asymmetry".</param>
/// <param name="Wrapper">The generic law that removes it.</param>
/// <param name="Applies">Whether a law has it: what is not there cannot be taken away.</param>
public sealed record Removal(string Name, Type Wrapper, Predicate<IPulseLaw> Applies)
{
    /// <summary>Everything that can be taken away.</summary>
    public static IReadOnlyList<Removal> All { get; } =
    [
        new("asymmetry", typeof(WithoutAsymmetry<>), _ => true),
        new("slope", typeof(WithoutSlope<>), law => !law.IsAdditive),
        new("cycle noise", typeof(WithoutCycleNoise<>), law => law.IsNoisy),
        new("spread", typeof(WithoutSpread<>), law => law.Spread != PulseSpread.None),
        new("bounds", typeof(WithoutBounds<>), _ => true),
    ];

    /// <summary>The law without this non-ideality.</summary>
    public IPulseLaw From(IPulseLaw law) => (IPulseLaw)Activator.CreateInstance(Wrapper.MakeGenericType(law.GetType()), law)!;
}
