using EcramSim.Insertion.Numerics;
using EcramSim.Insertion.Protocols;

namespace EcramSim.Applications.Battery;

/// <summary>One run of one step: the integrator, the curve so far, and the search for what ends it.</summary>
internal sealed class CellRun
{
    // So near to the end of a host, or of the salt, a failing integration has met it.
    private const double Near = 1e-3;

    private readonly ICellModel _model;
    private readonly IStep _step;
    private readonly StepOptions _options;
    private readonly CellProblem _problem;
    private readonly CellWatch _watch;
    private readonly CellInventory _before;
    private readonly int _n;
    private readonly double[] _good, _here;
    private readonly List<CellPoint> _points = [];
    private readonly List<double[]> _profiles = [];
    private int _nextSample, _accepted;

    internal CellRun(ICellModel model, IStep step, IReadOnlyList<double> state, StepOptions options)
    {
        if (state.Count != model.Size) throw new ArgumentException("the state has another size than the model");
        (_model, _step, _options, _n) = (model, step, options, model.Size);
        (_good, _here) = ([.. state, 0, 0], new double[_n + 2]);
        _before = model.Inventory(_good.AsSpan(0, _n));
        _problem = new CellProblem(model, step, options.SeriesResistance, RestVoltage());
        _watch = new CellWatch(model, step, _problem, CellWatch.FillingOf(model, _before));
    }

    internal CellResult Go(CancellationToken cancellation)
    {
        if (Start() is { } failed) return failed;
        if (_watch.Look(0, _good, out var start) is { } atOnce)
        {
            if (double.IsFinite(start.Voltage)) Add(start, _good);
            return End(atOnce.Reason, "at the start: " + atOnce.Explanation, _good);
        }
        if (_options.SampleTimes is null or [<= 0, ..])
        {
            Add(start, _good);
            _nextSample = 1;
        }
        var integrator = new Radau(_problem, 0, _good, Tolerance());
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
                    var why = _model.Obstacle(_good.AsSpan(0, _n), _good[_n], Near);
                    return End(why?.Reason ?? Termination.IntegrationFailed, why is { } w ? $"{w.Explanation}; {e.Message}" : e.Message, _good);
                }
                _accepted = integrator.Accepted;
                if (Examine(integrator) is { } finished) return finished;
            }
        }
        return End(Termination.TimeReached, FormattableString.Invariant($"the duration of {_step.Duration} s is over"), _good);
    }

    // Consistent potentials and current; the result where there are none.
    private CellResult? Start()
    {
        var rest = _good.ToArray();
        _good[_n] = _step.ImposesCurrent ? _step.Imposed(0, 0) : _step.FirstCurrent(RestVoltage());
        try
        {
            ConsistentState.Find(_problem, 0, _good, share =>
            {
                // Without drive the cell rests: that guess starts a continuation.
                if (share == 0) rest.CopyTo(_good, 0);
                _problem.Share = share;
            });
            return null;
        }
        catch (IntegrationException e)
        {
            _problem.Share = 1;
            var why = _model.Obstacle(_good.AsSpan(0, _n), _good[_n], Near);
            return End(why?.Reason ?? Termination.NoFirstState, "at the start: " + (why?.Explanation ?? e.Message), rest);
        }
    }

    private double RestVoltage() => _model.Voltage(_good.AsSpan(0, _n), 0);

    private StepTolerance Tolerance()
    {
        var given = _options.Tolerance ?? new StepTolerance(1e-5, 1e-6);
        if (given.AbsoluteOf is not null) return given;
        var oneC = Math.Abs(_model.Cell.CurrentOfRate(1));
        return given with { AbsoluteOf = [.. _model.Scales.Select(s => s * given.Absolute), oneC * given.Absolute, 3600 * oneC * given.Absolute] };
    }

    // Looks at the last accepted step in pieces; the result where something ends the run there.
    private CellResult? Examine(Radau integrator)
    {
        var samples = _options.SampleTimes;
        var (begin, goodTime) = (integrator.PreviousTime, integrator.PreviousTime);
        var passed = Math.Abs(integrator.State[_n + 1] - _good[_n + 1]) / _model.Cell.Positive.ChargePerArea;
        var pieces = (int)Math.Clamp(Math.Ceiling(passed / CellRunner.FillingStep), 1, 1000);
        for (var piece = 1; piece <= pieces; piece++)
        {
            var time = piece == pieces ? integrator.Time : begin + (integrator.Time - begin) * piece / pieces;
            integrator.Interpolate(time, _here);
            var crossing = _watch.Look(time, _here, out var point);
            if (crossing is not null)
            {
                (time, _) = EventLocator.Locate(integrator, (t, y) =>
                {
                    if (_watch.Look(t, y, out var _) is not { } again) return -1;
                    crossing = again;
                    return (int)again.Reason;
                }, goodTime, time, _here);
                _ = _watch.Look(time, _here, out point);
            }
            for (; samples is not null && _nextSample < samples.Count && samples[_nextSample] <= time; _nextSample++)
            {
                integrator.Interpolate(samples[_nextSample], _good);
                _ = _watch.Look(samples[_nextSample], _good, out var sample);
                Add(sample, _good);
            }
            if ((samples is null || crossing is not null || time == _step.Duration) && (_points.Count == 0 || _points[^1].Time < time)) Add(point, _here);
            if (crossing is { } end) return End(end.Reason, end.Explanation, _here);
            goodTime = time;
            _here.CopyTo(_good, 0);
        }
        return null;
    }

    private void Add(CellPoint point, ReadOnlySpan<double> y)
    {
        _points.Add(point);
        if (_options.KeepProfiles) _profiles.Add(y[.._n].ToArray());
    }

    private CellResult End(Termination reason, string why, ReadOnlySpan<double> y) =>
        new(_points, reason, why, y[.._n].ToArray(), y[_n + 1], _before, _model.Inventory(y[.._n]), _profiles, _accepted);
}
