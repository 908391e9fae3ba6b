using EcramSim.Ecram.Response;

namespace EcramSim.Ecram.NonIdealities;

/// <summary>One non-ideality taken away from a device, to see what it costs.</summary>
/// <param name="Name">Such as "asymmetry".</param>
/// <param name="Wrapper">The generic law that removes it.</param>
public sealed record Removal(string Name, Type Wrapper)
{
    /// <summary>Everything that can be taken away.</summary>
    public static IReadOnlyList<Removal> All { get; } =
    [
        new("asymmetry", typeof(WithoutAsymmetry<>)),
        new("cycle noise", typeof(WithoutCycleNoise<>)),
        new("spread", typeof(WithoutSpread<>)),
    ];

    /// <summary>Whether <paramref name="law"/> has it: what is not there cannot be taken away.</summary>
    public bool Applies(IPulseLaw law) =>
        Wrapper == typeof(WithoutCycleNoise<>) ? law.IsNoisy : Wrapper != typeof(WithoutSpread<>) || law.Spread != PulseSpread.None;

    /// <summary>The law without this non-ideality.</summary>
    public IPulseLaw From(IPulseLaw law) => (IPulseLaw)Activator.CreateInstance(Wrapper.MakeGenericType(law.GetType()), law)!;
}
