using EcramSim.Insertion.Protocols;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Applications.Battery;

/// <summary>Voltage and current of a state under a step, and the limit that it violates, if any.</summary>
internal sealed class CellWatch(ICellModel model, IStep step, CellProblem problem, double startFilling)
{
    private readonly double _capacity = model.Cell.Positive.ChargePerArea;
    private int _direction;

    /// <summary>Mean filling of the positive host.</summary>
    internal static double FillingOf(ICellModel model, CellInventory ions) => ions.Positive * PhysicalConstants.Faraday / model.Cell.Positive.ChargePerArea;

    /// <summary>The point of the curve at unknowns <paramref name="y"/> (those of the model, current, charge), and what ends the step there.</summary>
    internal (Termination Reason, string Explanation)? Look(double time, ReadOnlySpan<double> y, out CellPoint point)
    {
        var n = model.Size;
        var limits = step.Limits;
        var (current, charge) = (step.ImposesCurrent ? step.Imposed(time, 0) : y[n], y[n + 1]);
        point = new(time, double.NaN, current, charge);
        var filling = startFilling + charge / _capacity;
        if (filling < limits.MinimumFilling || filling > limits.MaximumFilling)
            return (Termination.FillingReached, FormattableString.Invariant($"the mean filling of {model.Cell.Positive.Host.Id} reached {filling:G6}"));
        if (model.Obstacle(y[..n], current) is { } obstacle) return obstacle;
        var voltage = problem.Terminal(y[..n], current);
        if (!double.IsFinite(voltage))
            return (Termination.CurrentExceedsLaw, FormattableString.Invariant($"the current of {current:G6} A/m2 exceeds the largest rate of an interface law"));
        point = point with { Voltage = voltage };
        if (voltage < limits.MinimumVoltage) return (Termination.VoltageReached, FormattableString.Invariant($"the voltage reached its lower limit of {limits.MinimumVoltage} V"));
        if (voltage > limits.MaximumVoltage) return (Termination.VoltageReached, FormattableString.Invariant($"the voltage reached its upper limit of {limits.MaximumVoltage} V"));
        // Along the direction of the start: a current that rounding carries past zero has met its cut-off too.
        if (_direction == 0) _direction = Math.Sign(current);
        return !step.ImposesCurrent && limits.CutoffCurrent > 0 && current * _direction < limits.CutoffCurrent
            ? (Termination.CurrentReached, FormattableString.Invariant($"the current fell to {limits.CutoffCurrent} A/m2")) : null;
    }
}
