using EcramSim.Ecram.Response;
using EcramSim.Insertion.Models;

namespace EcramSim.Ecram.NonIdealities;

/// <summary>One non-ideality taken away from a device, everything else kept, to see what it costs.</summary>
/// <param name="Name">Such as "asymmetry".</param>
/// <param name="Absence">What a device is like that has it not, as the end of a sentence.</param>
/// <param name="Applies">Whether a device has it: what is not there cannot be taken away.</param>
/// <param name="Removed">The device without it.</param>
public sealed record Removal(string Name, string Absence, Predicate<CellDevice> Applies, Func<CellDevice, CellDevice> Removed)
{
    // Of steps and bounds, and of the drift.
    private static Removal Spread { get; } = new("spread", "all its cells are equal", device => device.Law.Spread != PulseSpread.None || device.Evolution is { DriftSpread: > 0 },
        device => Wrapped(device, typeof(WithoutSpread<>)) with { Evolution = device.Evolution is null ? null : device.Evolution with { DriftSpread = 0 } });

    /// <summary>Everything that can be taken away.</summary>
    public static IReadOnlyList<Removal> All { get; } =
    [
        OfLaw("granularity", "its steps are not discrete", typeof(WithoutGranularity<>), law => !law.IsContinuous),
        OfLaw("asymmetry", "", typeof(WithoutAsymmetry<>), _ => true),
        OfLaw("slope", "its steps do not depend on the weight", typeof(WithoutSlope<>), law => !law.IsUniform),
        OfLaw("cycle noise", "its pulses repeat exactly", typeof(WithoutCycleNoise<>), law => law.IsNoisy),
        Spread,
        OfLaw("bounds", "", typeof(WithoutBounds<>), _ => true),
        new("volatile", "a pulse leaves nothing that decays after its slot", device => device.Evolution?.Volatile is not null,
            device => device with { Evolution = device.Evolution! with { Volatile = null } }),
        new("leakage", "its weights stay where they are without pulses", device => device.Evolution?.Drift is not null,
            device => device with { Evolution = device.Evolution! with { Drift = null } }),
    ];

    /// <summary>The removal of that name; a hyphen may stand for the space.</summary>
    /// <exception cref="InputException">No such non-ideality.</exception>
    public static Removal Of(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return All.FirstOrDefault(r => r.Name == name || r.Name.Replace(' ', '-') == name)
            ?? throw InputException.UnknownName("--without", "non-ideality", name, All.Select(r => r.Name));
    }

    /// <summary>The device without this non-ideality; its id stays.</summary>
    /// <exception cref="InputException">The device does not have it.</exception>
    public CellDevice From(CellDevice device)
    {
        ArgumentNullException.ThrowIfNull(device);
        return Applies(device) ? Removed(device) : throw new InputException(
            $"--without {Name}: device '{device.Id}' has none: {Absence} (it has {string.Join(", ", All.Where(r => r.Applies(device)).Select(r => r.Name))})");
    }

    private static Removal OfLaw(string name, string absence, Type wrapper, Predicate<IPulseLaw> applies) => new(name, absence, device => applies(device.Law), device => Wrapped(device, wrapper));

    private static CellDevice Wrapped(CellDevice device, Type wrapper) => device with { Law = (IPulseLaw)Activator.CreateInstance(wrapper.MakeGenericType(device.Law.GetType()), device.Law)! };
}
