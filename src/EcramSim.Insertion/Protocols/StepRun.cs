using System.Globalization;
using EcramSim.Insertion.Numerics;
using EcramSim.Insertion.Transport;

namespace EcramSim.Insertion.Protocols;

/// <summary>One run of one step: the integrator, the curve so far, and the search for what ends it.</summary>
internal sealed class StepRun
{
    private readonly IParticle _particle;
    private readonly IStep _step;
    private readonly double _temperature;
    private readonly StepOptions _options;
    private readonly LimitWatch _watch;
    private readonly int _n;
    private readonly double[] _begin, _good, _here;
    private readonly List<StepPoint> _points = [];
    private readonly List<double[]> _profiles = [];
    private int _nextSample, _accepted;

    internal StepRun(IParticle particle, ReadOnlySpan<double> state, IStep step, double temperature, StepOptions options)
    {
        if (state.Length != particle.Size) throw new ArgumentException("the state has another size than the particle");
        (_particle, _step, _temperature, _options, _n) = (particle, step, temperature, options, particle.Size);
        _watch = new LimitWatch(particle, step, temperature, options.SeriesResistance);
        _begin = [.. state, 0, particle.MeanFilling(state)];
        (_good, _here) = ([.. _begin], new double[_n + 2]);
    }

    internal StepResult Go(CancellationToken cancellation)
    {
        var samples = _options.SampleTimes;
        StepProblem? problem = null;
        try
        {
            if (Start(out problem) is { } failed) return failed;
        }
        catch (IntegrationException e)
        {
            return End(_watch.WhyStopped(0, _good) is { } why ? why.Reason : Termination.NoFirstState, "at the start: " + e.Message, _good);
        }
        if (_watch.Look(0, _good, out var start) is { } atOnce)
        {
            if (double.IsFinite(start.Voltage)) Add(start, _good);
            return End(atOnce.Reason, "at the start: " + atOnce.Explanation, _good);
        }
        if (samples is null or [<= 0, ..])
        {
            Add(start, _good);
            _nextSample = 1;
        }
        var integrator = new Radau(problem!, 0, _good, Tolerance());
        foreach (var end in _step.Kinks.Append(_step.Duration))
        {
            if (integrator.Time > 0) integrator.Start(integrator.Time, integrator.State);
            while (integrator.Time < end)
            {
                cancellation.ThrowIfCancellationRequested();
                try
                {
                    integrator.Step(end);
                }
                catch (IntegrationException e)
                {
                    var why = _watch.WhyStopped(integrator.Time, _good);
                    return End(why?.Reason ?? Termination.IntegrationFailed, why is null ? e.Message : $"{why.Explanation}; {e.Message}", _good);
                }
                _accepted = integrator.Accepted;
                if (Examine(integrator) is { } finished) return finished;
            }
        }
        return End(Termination.TimeReached, $"the duration of {_step.Duration.ToString(CultureInfo.InvariantCulture)} s is over", _good);
    }

    // The first value of the drive; the result where there is none.
    private StepResult? Start(out StepProblem? problem)
    {
        problem = null;
        var x = _good.AsSpan(0, _n);
        var range = _particle.Host.FreeEnergy.Validity;
        if (!range.Contains(_particle.SurfaceFilling(x)))
            return End(Termination.SurfaceAtEndOfRange, FormattableString.Invariant($"at the start: the filling lies outside the range {range} of {_particle.Host.Id}"), _good);
        var mean = _good[_n + 1];
        if (_particle.Voltage(x, mean, 0, _temperature) is not { } rest) return End(Termination.NoFirstState, "at the start: no voltage of rest", _good);
        problem = new StepProblem(_particle, _step, _temperature, _options.SeriesResistance, rest);
        var current = _step.ImposesCurrent ? _step.Imposed(0, 0) : _step.FirstCurrent(rest);
        if (_particle.IsDrivenByPotential)
        {
            if (_particle.Voltage(x, mean, current, _temperature) is { } voltage) _good[_n] = voltage;
            else if (_step.ImposesCurrent)
                return End(Termination.CurrentExceedsLaw, FormattableString.Invariant($"at the start: the current of {current:G6} A/m2 exceeds the largest rate of the kinetics law"), _good);
            else _good[_n] = rest;
        }
        else _good[_n] = current;
        var guess = _good[_n];
        var continued = problem;
        ConsistentState.Find(problem, 0, _good, share =>
        {
            // Without drive the system rests: that guess starts a continuation.
            if (share == 0) _good[_n] = _particle.IsDrivenByPotential ? rest : 0;
            continued.Share = share;
        });
        return null;
    }

    private StepTolerance Tolerance()
    {
        var given = _options.Tolerance ?? new StepTolerance();
        if (given.AbsoluteOf is not null) return given;
        var each = new double[_n + 2];
        Array.Fill(each, given.Absolute);
        // A current against that of 1C; a potential as a filling.
        if (!_particle.IsDrivenByPotential) each[_n] = given.Absolute * GalvanostaticStep.CurrentOfRate(_particle, 1);
        // Places that share a potential trade ions among each other faster than any of them takes up: their sum needs more care.
        return given with { AbsoluteOf = each, LargestCorrection = _particle.IsDrivenByPotential ? 1e-11 : given.LargestCorrection, Refines = _particle.IsDrivenByPotential };
    }

    // Looks at the last accepted step in pieces; the result where something ends the run there.
    private StepResult? Examine(Radau integrator)
    {
        var samples = _options.SampleTimes;
        var (begin, goodTime) = (integrator.PreviousTime, integrator.PreviousTime);
        var pieces = (int)Math.Clamp(Math.Ceiling(Math.Abs(integrator.State[_n + 1] - _good[_n + 1]) / StepRunner.FillingStep), 1, 100_000);
        for (var piece = 1; piece <= pieces; piece++)
        {
            var time = piece == pieces ? integrator.Time : begin + (integrator.Time - begin) * piece / pieces;
            integrator.Interpolate(time, _here);
            var crossing = _watch.Look(time, _here, out var point);
            if (crossing is not null)
            {
                LimitWatch.Crossing? last = crossing;
                (time, _) = EventLocator.Locate(integrator, (t, y) => _watch.Look(t, y, out _) is { } again ? Keep(again) : -1, goodTime, time, _here);
                crossing = last;
                _ = _watch.Look(time, _here, out point);

                int Keep(LimitWatch.Crossing found)
                {
                    last = found;
                    return (int)found.Reason;
                }
            }
            for (; samples is not null && _nextSample < samples.Count && samples[_nextSample] <= time; _nextSample++)
            {
                integrator.Interpolate(samples[_nextSample], _good);
                _ = _watch.Look(samples[_nextSample], _good, out var sample);
                Add(sample, _good);
            }
            var isEnd = crossing is not null || time == _step.Duration;
            if ((samples is null || isEnd) && (_points.Count == 0 || _points[^1].Time < time))
            {
                if (samples is null) AddBetween(integrator, _points[^1], point, depth: 10);
                Add(point, _here);
            }
            if (crossing is not null) return End(crossing.Reason, crossing.Explanation, _here);
            goodTime = time;
            _here.CopyTo(_good, 0);
        }
        return null;
    }

    // Halves the interval where the voltage bends fast, as towards a full host.
    private void AddBetween(Radau integrator, StepPoint from, StepPoint to, int depth)
    {
        if (depth == 0 || !(Math.Abs(to.Voltage - from.Voltage) > StepRunner.VoltageStep)) return;
        var time = 0.5 * (from.Time + to.Time);
        var y = new double[_n + 2];
        integrator.Interpolate(time, y);
        _ = _watch.Look(time, y, out var middle);
        AddBetween(integrator, from, middle, depth - 1);
        Add(middle, y);
        AddBetween(integrator, middle, to, depth - 1);
    }

    private void Add(StepPoint point, ReadOnlySpan<double> y)
    {
        _points.Add(point);
        if (_options.KeepProfiles) _profiles.Add(y[.._n].ToArray());
    }

    private StepResult End(Termination reason, string why, ReadOnlySpan<double> y)
    {
        var charge = y[_n + 1] - _begin[_n + 1];
        return new(_points, reason, why, y[.._n].ToArray(), charge, Math.Abs(_particle.MeanFilling(y[.._n]) - y[_n + 1]), _profiles, _accepted);
    }
}
