using System.Globalization;
using EcramSim.Insertion.Numerics;
using EcramSim.Insertion.Transport;

namespace EcramSim.Insertion.Protocols;

/// <summary>
/// Runs one step on one particle. Limits are located in time, never stepped over: every piece of an accepted step in which the filling moves
/// by more than <see cref="FillingStep"/> is looked at, and the crossing is bisected on the continuous extension.
/// </summary>
public static class StepRunner
{
    /// <summary>Largest change of the mean filling between two looks.</summary>
    public const double FillingStep = 0.005;

    /// <summary>Largest change of the voltage in V between two points of a curve without sample times.</summary>
    public const double VoltageStep = 0.01;

    /// <summary>Runs <paramref name="step"/> from a uniform filling.</summary>
    public static StepResult Run(IParticle particle, double filling, IStep step, double temperature,
        IReadOnlyList<double>? sampleTimes = null, StepTolerance? tolerance = null, CancellationToken cancellation = default)
    {
        var state = new double[particle.Size];
        Array.Fill(state, filling);
        return Run(particle, state, step, temperature, sampleTimes, tolerance, cancellation);
    }

    /// <summary>Runs <paramref name="step"/> from <paramref name="state"/>.</summary>
    /// <param name="particle">The particle.</param>
    /// <param name="state">Its fillings at the start.</param>
    /// <param name="step">What is imposed.</param>
    /// <param name="temperature">K.</param>
    /// <param name="sampleTimes">Increasing times of the points; where null, as dense as <see cref="FillingStep"/> and <see cref="VoltageStep"/> ask. The end is always added.</param>
    /// <param name="tolerance">Of the integrator.</param>
    /// <param name="cancellation">Checked once a step.</param>
    public static StepResult Run(IParticle particle, ReadOnlySpan<double> state, IStep step, double temperature,
        IReadOnlyList<double>? sampleTimes = null, StepTolerance? tolerance = null, CancellationToken cancellation = default)
    {
        var n = particle.Size;
        double[] good = [.. state, 0], here = new double[n + 1];
        var points = new List<StepPoint>();
        var watch = new LimitWatch(particle, step, temperature);
        StepResult End(Termination reason, string why, ReadOnlySpan<double> y) => new(points, reason, why, y[..n].ToArray(), y[n]);

        if (watch.Look(0, good, out var start) is { } atOnce)
        {
            if (double.IsFinite(start.Voltage)) points.Add(start);
            return End(atOnce.Reason, "at the start: " + atOnce.Explanation, good);
        }
        var nextSample = 0;
        if (sampleTimes is null or [<= 0, ..])
        {
            points.Add(start);
            nextSample = 1;
        }

        var integrator = new Radau(new StepProblem(particle, step, temperature), 0, good, tolerance);
        while (integrator.Time < step.Duration)
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                integrator.Step(step.Duration);
            }
            catch (IntegrationException e)
            {
                return End(Termination.IntegrationFailed, e.Message, good);
            }
            var (begin, goodTime) = (integrator.PreviousTime, integrator.PreviousTime);
            var pieces = (int)Math.Clamp(Math.Ceiling(Math.Abs(integrator.State[n] - good[n]) / FillingStep), 1, 100_000);
            for (var piece = 1; piece <= pieces; piece++)
            {
                var time = piece == pieces ? integrator.Time : begin + (integrator.Time - begin) * piece / pieces;
                integrator.Interpolate(time, here);
                var crossing = watch.Look(time, here, out var point);
                if (crossing is not null) (time, crossing) = Locate(integrator, watch, goodTime, time, crossing, here, out point);
                for (; sampleTimes is not null && nextSample < sampleTimes.Count && sampleTimes[nextSample] <= time; nextSample++)
                {
                    integrator.Interpolate(sampleTimes[nextSample], good);
                    _ = watch.Look(sampleTimes[nextSample], good, out var sample);
                    points.Add(sample);
                }
                var isEnd = crossing is not null || time == step.Duration;
                if ((sampleTimes is null || isEnd) && (points.Count == 0 || points[^1].Time < time))
                {
                    if (sampleTimes is null) AddBetween(points, integrator, watch, points[^1], point, depth: 10);
                    points.Add(point);
                }
                if (crossing is not null) return End(crossing.Reason, crossing.Explanation, here);
                goodTime = time;
                here.CopyTo(good, 0);
            }
        }
        return End(Termination.TimeReached, $"the duration of {step.Duration.ToString(CultureInfo.InvariantCulture)} s is over", good);
    }

    // Halves the interval where the voltage bends fast, as towards a full host.
    private static void AddBetween(List<StepPoint> points, Radau integrator, LimitWatch watch, StepPoint from, StepPoint to, int depth)
    {
        if (depth == 0 || !(Math.Abs(to.Voltage - from.Voltage) > VoltageStep)) return;
        var time = 0.5 * (from.Time + to.Time);
        var y = new double[integrator.State.Length];
        integrator.Interpolate(time, y);
        _ = watch.Look(time, y, out var middle);
        AddBetween(points, integrator, watch, from, middle, depth - 1);
        points.Add(middle);
        AddBetween(points, integrator, watch, middle, to, depth - 1);
    }

    // The last time before the violation, to the last bits, with its state and point; the crossing just after it.
    private static (double Time, LimitWatch.Crossing Crossing) Locate(Radau integrator, LimitWatch watch,
        double good, double bad, LimitWatch.Crossing crossing, double[] state, out StepPoint point)
    {
        while (bad - good > 1e-15 * bad)
        {
            var middle = 0.5 * (good + bad);
            if (middle <= good || middle >= bad) break;
            integrator.Interpolate(middle, state);
            if (watch.Look(middle, state, out _) is { } again) (bad, crossing) = (middle, again);
            else good = middle;
        }
        integrator.Interpolate(good, state);
        _ = watch.Look(good, state, out point);
        return (good, crossing);
    }
}
