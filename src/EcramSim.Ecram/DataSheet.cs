using EcramSim.Ecram.Compact;
using EcramSim.Ecram.Laws;
using EcramSim.Ecram.Observables;
using EcramSim.Ecram.Response;
using EcramSim.Ecram.Stacks;

namespace EcramSim.Ecram;

/// <summary>What `characterize` prints for a device of any kind: curves and observables, and volts, joules and seconds where the device has them.</summary>
/// <param name="Unit">Unit of the state: "S" for a physical cell, "1" (weight) for an update law.</param>
/// <param name="Steps">Mean change per pulse and its noise against the state.</param>
/// <param name="Observables">Branches, labels, states, asymmetry, symmetry point, on/off.</param>
/// <param name="Writing">Polarity, energy and time of a pulse; null for devices known by their update law alone.</param>
public sealed record DataSheet(string Unit, StepCurve Steps, PulseObservables Observables, WriteFigures? Writing)
{
    /// <summary>The data sheet of a device known by its update law alone; the state is the weight.</summary>
    /// <exception cref="InvalidOperationException">Pulses do not traverse the range of the law.</exception>
    public static DataSheet Of(IPulseLaw law)
    {
        var steps = LawSteps.Of(law);
        return new DataSheet("1", steps, PulseObservables.Of(steps, isConductance: false, saturates: law is MeasuredTable), Writing: null);
    }

    /// <summary>The data sheet of a physical cell, compiled from <paramref name="stack"/>.</summary>
    /// <exception cref="Insertion.Models.InputException">Pulses that do not traverse the window.</exception>
    public static DataSheet Of(Stack stack) => Of(stack, CompactResponse.Of(stack));

    /// <summary>The data sheet of a physical cell whose compiled response is at hand.</summary>
    public static DataSheet Of(Stack stack, CompactResponse compact) =>
        new("S", compact.Steps, PulseObservables.Of(compact.Steps, isConductance: true), WriteFigures.Of(stack, compact));
}
