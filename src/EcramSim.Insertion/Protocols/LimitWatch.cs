using System.Globalization;
using EcramSim.Insertion.Transport;

namespace EcramSim.Insertion.Protocols;

/// <summary>Voltage and current of a state under a step, and the limit that it violates, if any.</summary>
internal sealed class LimitWatch(IParticle particle, IStep step, double temperature)
{
    private int _direction;

    internal sealed record Crossing(Termination Reason, string Explanation);

    /// <summary>The point of the curve at state <paramref name="y"/> (its voltage is NaN where the law carries no such current), and what ends the step there.</summary>
    internal Crossing? Look(double time, ReadOnlySpan<double> y, out StepPoint point)
    {
        var state = y[..particle.Size];
        var limits = step.Limits;
        var mean = particle.MeanFilling(state);
        var current = step.CurrentDensity(particle, state, temperature);
        point = new StepPoint(time, mean, double.NaN, current);
        if (mean < limits.MinimumFilling) return Crossed(Termination.FillingReached, $"the filling reached its lower limit of {limits.MinimumFilling}");
        if (!(mean <= limits.MaximumFilling)) return Crossed(Termination.FillingReached, $"the filling reached its upper limit of {limits.MaximumFilling}");
        var range = particle.Host.FreeEnergy.Validity;
        var surface = particle.SurfaceFilling(state, current, temperature);
        if (!range.Contains(surface))
            return Crossed(Termination.SurfaceAtEndOfRange, $"the filling at the interface reached the end of the range {range} of {particle.Host.Id}");
        if (step.Voltage(particle, state, current, temperature) is not { } voltage)
            return Crossed(Termination.CurrentExceedsLaw, $"the current of {current:G6} A/m2 exceeds the largest rate of the kinetics law at a surface filling of {surface:G6}");
        point = point with { Voltage = voltage };
        if (voltage < limits.MinimumVoltage) return Crossed(Termination.VoltageReached, $"the voltage reached its lower limit of {limits.MinimumVoltage} V");
        if (voltage > limits.MaximumVoltage) return Crossed(Termination.VoltageReached, $"the voltage reached its upper limit of {limits.MaximumVoltage} V");
        // Along the direction of the start: a current that rounding carries past zero has met its cut-off too.
        if (_direction == 0) _direction = Math.Sign(current);
        if (step.CurrentFollowsState && limits.CutoffCurrent > 0 && current * _direction < limits.CutoffCurrent)
            return Crossed(Termination.CurrentReached, $"the current fell to {limits.CutoffCurrent} A/m2");
        return null;
    }

    private static Crossing Crossed(Termination reason, FormattableString why) => new(reason, why.ToString(CultureInfo.InvariantCulture));
}
