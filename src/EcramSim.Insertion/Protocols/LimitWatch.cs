using System.Globalization;
using EcramSim.Insertion.Transport;

namespace EcramSim.Insertion.Protocols;

/// <summary>Voltage and current of a state under a step, and the limit that it violates, if any.</summary>
internal sealed class LimitWatch(IParticle particle, IStep step, double temperature, double resistance)
{
    private int _direction;

    internal sealed record Crossing(Termination Reason, string Explanation);

    /// <summary>
    /// The point of the curve at unknowns <paramref name="y"/> (fillings, drive, mean), and what ends the step there. Where voltage or current follow
    /// from the state alone, they are taken from it and not from the integrator; the voltage is NaN where the law carries no such current.
    /// </summary>
    internal Crossing? Look(double time, ReadOnlySpan<double> y, out StepPoint point)
    {
        var n = particle.Size;
        var x = y[..n];
        var (drive, mean) = (y[n], y[n + 1]);
        var limits = step.Limits;
        var current = Current(time, x, drive, mean);
        point = new StepPoint(time, mean, double.NaN, current);
        if (mean < limits.MinimumFilling) return Crossed(Termination.FillingReached, $"the filling reached its lower limit of {limits.MinimumFilling}");
        if (!(mean <= limits.MaximumFilling)) return Crossed(Termination.FillingReached, $"the filling reached its upper limit of {limits.MaximumFilling}");
        var range = particle.Host.FreeEnergy.Validity;
        if (!range.Contains(particle.SurfaceFilling(x)))
            return Crossed(Termination.SurfaceAtEndOfRange, $"the filling at the interface reached the end of the range {range} of {particle.Host.Id}");
        // No law of transport forbids what only a law with a logarithm forbids.
        if (Extreme.Of(x) is not (> 0 and < 1) and var inside)
            return Crossed(Termination.SurfaceAtEndOfRange, $"a filling inside came to {inside:G6}, where {particle.Host.Id} is empty or full");
        if (TerminalVoltage(time, x, drive, mean, current) is not { } voltage)
            return Crossed(Termination.CurrentExceedsLaw, $"the current of {current:G6} A/m2 exceeds the largest rate of the kinetics law at a surface filling of {particle.SurfaceFilling(x):G6}");
        point = point with { Voltage = voltage };
        if (voltage < limits.MinimumVoltage) return Crossed(Termination.VoltageReached, $"the voltage reached its lower limit of {limits.MinimumVoltage} V");
        if (voltage > limits.MaximumVoltage) return Crossed(Termination.VoltageReached, $"the voltage reached its upper limit of {limits.MaximumVoltage} V");
        // Along the direction of the start: a current that rounding carries past zero has met its cut-off too.
        if (_direction == 0) _direction = Math.Sign(current);
        if (!step.ImposesCurrent && limits.CutoffCurrent > 0 && current * _direction < limits.CutoffCurrent)
            return Crossed(Termination.CurrentReached, $"the current fell to {limits.CutoffCurrent} A/m2");
        return null;
    }

    /// <summary>Whether the law cannot carry the current, or the filling stands at the end of its range, as near as the integration could come.</summary>
    internal Crossing? WhyStopped(double time, ReadOnlySpan<double> y)
    {
        var n = particle.Size;
        var x = y[..n];
        var (drive, mean) = (y[n], y[n + 1]);
        var current = Current(time, x, drive, mean);
        if (particle.Voltage(x, mean, current * (1 + 1e-4), temperature) is null)
            return Crossed(Termination.CurrentExceedsLaw, $"the current of {current:G6} A/m2 reached the largest rate of the kinetics law");
        var (range, surface) = (particle.Host.FreeEnergy.Validity, particle.SurfaceFilling(x));
        return Math.Min(surface - range.Minimum, range.Maximum - surface) < 1e-5
            ? Crossed(Termination.SurfaceAtEndOfRange, $"the filling at the interface came to {surface} at the end of the range {range} of {particle.Host.Id}") : null;
    }

    private double Current(double time, ReadOnlySpan<double> x, double drive, double mean)
    {
        if (step.ImposesCurrent) return step.Imposed(time, 0);
        var explicitly = resistance == 0 && step is not PowerStep;
        if (explicitly) return particle.CurrentDensity(x, mean, step.Imposed(time, 0), temperature);
        var current = particle.IsDrivenByPotential ? particle.CurrentDensity(x, mean, drive, temperature) : drive;
        return Corrected(time, x, mean, current);
    }

    // Between steps the drive is as good as the dense output; a few secants from there meet the step's own equation again.
    private double Corrected(double time, ReadOnlySpan<double> x, double mean, double current)
    {
        var (here, next) = (current, current * (1 + 1e-6) + 1e-12);
        if (Mismatch(time, x, mean, here) is not { } residual) return current;
        for (var k = 0; k < 20 && Math.Abs(residual) > 1e-13; k++)
        {
            if (Mismatch(time, x, mean, next) is not { } other) return current;
            var change = -other * (next - here) / (other - residual);
            if (!double.IsFinite(change)) break;
            (here, residual, next) = (next, other, next + change);
        }
        return here;
    }

    private double? Mismatch(double time, ReadOnlySpan<double> x, double mean, double current) =>
        particle.Voltage(x, mean, current, temperature) - step.Imposed(time, current) - resistance * current;

    private double? TerminalVoltage(double time, ReadOnlySpan<double> x, double drive, double mean, double current)
    {
        if (!step.ImposesCurrent) return double.IsFinite(current) ? step.Imposed(time, current) : null;
        return particle.Voltage(x, mean, current, temperature) - resistance * current;
    }

    private static Crossing Crossed(Termination reason, FormattableString why) => new(reason, why.ToString(CultureInfo.InvariantCulture));
}
