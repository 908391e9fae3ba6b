using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Crossbar.Faults;

/// <summary>What is broken in an array, as probabilities; where it strikes is drawn from the seed when the array is made.</summary>
/// <param name="StuckLow">Probability of a cell that stays at the lower bound of the weight.</param>
/// <param name="StuckHigh">Probability of a cell that stays at the upper bound.</param>
/// <param name="DeadInputs">Probability of an input line that is cut: its cells carry nothing.</param>
/// <param name="DeadOutputs">Probability of an output line that is cut: it reads 0.</param>
/// <param name="DriftingReferences">Probability of an output whose reference drifts.</param>
/// <param name="ReferenceDrift">How fast, as a standard deviation between such outputs, in units of weight per second.</param>
public sealed record ArrayFaults(double StuckLow, double StuckHigh, double DeadInputs, double DeadOutputs, double DriftingReferences, double ReferenceDrift)
{
    /// <summary>Nothing broken.</summary>
    public static ArrayFaults None { get; } = new(0, 0, 0, 0, 0, 0);

    /// <summary>Reads the object "faults" of an array file; <see cref="None"/> where it is missing.</summary>
    public static ArrayFaults Read(ModelNode array)
    {
        if (!array.Has("faults")) return None;
        var node = array.Child("faults");
        double Rate(string key) => node.Has(key) ? node.NumberOrNone(key, new Interval(0, 1, false, true)) ?? 0 : 0;
        var faults = new ArrayFaults(Rate("stuck_low"), Rate("stuck_high"), Rate("dead_inputs"), Rate("dead_outputs"), Rate("drifting_references"),
            node.Quantity("reference_drift", Dimension.Frequency, Interval.NotNegative, 0));
        if (faults.StuckLow + faults.StuckHigh > 1)
            throw node.Error("stuck_high", FormattableString.Invariant($"value {faults.StuckHigh} and stuck_low {faults.StuckLow} add up to more than 1"));
        return faults.DriftingReferences > 0 == faults.ReferenceDrift > 0 ? faults
            : throw node.Error("reference_drift", "drifting_references and reference_drift belong together: give both or neither");
    }
}
