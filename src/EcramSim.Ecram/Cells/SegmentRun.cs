using EcramSim.Ecram.Stacks;
using EcramSim.Insertion.Materials;
using EcramSim.Insertion.Models;
using EcramSim.Insertion.Numerics;

namespace EcramSim.Ecram.Cells;

/// <summary>Integrates one stretch of time, adds up charges and energies over the stages, and stops where it is told to.</summary>
internal sealed class SegmentRun
{
    // Of a filling: a step smaller than the second is rounding.
    private const double NodeTolerance = 1e-12, Rounding = 1e-14, NearEdge = 1e-3;

    // A pulse takes some 200.
    private const int MostSteps = 20_000;

    private readonly Stack _stack;
    private readonly CellLoop _loop;
    private readonly Radau _radau;
    private readonly StepQuadrature _quadrature;
    private readonly double _startFilling;
    private readonly double[] _q, _rate;
    private readonly List<double> _times = new(128), _conductances = new(128), _voltages = new(128), _fillings = new(128);
    private Passage _passed;
    private double _stored;
    private bool _isStopped;
    private SparseMatrix? _jacobian;

    internal SegmentRun(Stack stack, CellLoop loop, CellState start, double relativeTolerance, double absoluteTolerance)
    {
        (_stack, _loop, _startFilling) = (stack, loop, start.Filling);
        (_q, _rate) = (new double[loop.Size], new double[loop.Size]);
        var each = new double[loop.Size];
        for (var k = 0; k < each.Length; k++) each[k] = k < CellLayout.Charges ? absoluteTolerance : Math.Max(absoluteTolerance, NodeTolerance * stack.Channel.Capacity);
        StoredAtStart = loop.StoredEnergy(_q);
        Note(0, _q);
        var jump = loop.Jump(_q);
        if (jump != 0)
        {
            // The ideal driver charges the capacitances through a vanishing resistance, which takes its half.
            var (voltage, rest) = (loop.SourceVoltage(0, _q), loop.RestVoltage(_q));
            var before = voltage - loop.GateVoltage(_rate);
            _passed = new Passage(jump, voltage * jump, (voltage - rest) * jump, 0, 0, new Dissipation(0.5 * before * jump, 0, 0, 0, 0, 0));
        }
        _stored = jump == 0 ? StoredAtStart : loop.StoredEnergy(_q);
        _radau = new Radau(loop, 0, _q, new StepTolerance(relativeTolerance, absoluteTolerance, MaximumSteps: MostSteps, AbsoluteOf: each));
        _quadrature = new StepQuadrature(loop, _radau);
    }

    private double StoredAtStart { get; }

    /// <summary>Goes on to <paramref name="duration"/> (s), or to the first time at which <paramref name="stop"/>(t, q) ≥ 0.</summary>
    /// <remarks>Where <paramref name="mayRest"/>, a cell that nothing moves any more is not integrated further: what still flows is constant.</remarks>
    internal Segment To(double duration, Func<CellLoop, double, double[], double>? stop, bool mayRest)
    {
        while (_radau.Time < duration)
        {
            if (mayRest && IsAtRest())
            {
                _passed += _quadrature.AtRest(duration - _radau.Time);
                Note(duration, _radau.State);
                break;
            }
            Step(duration);
            if (stop is not null && Crossing(stop, ref duration)) continue;
            var stored = _loop.StoredEnergy(_radau.State);
            _passed = _quadrature.Add(_passed, _stored, stored);
            _stored = stored;
            Check();
            Note(_radau.Time, _radau.State);
        }
        var end = _radau.State;
        var state = _loop.StateAt(end);
        var share = new VoltageShare(state.GateOverpotential, state.ElectrolyteVoltage, -state.ChannelOverpotential,
            _loop.IsConnected ? _loop.SourceVoltage(_radau.Time, end) - _loop.GateVoltage(end) : 0);
        return new Segment(state, end[0], end[1], end[2], _passed.Terminal, _passed.Source, _passed.Dissipated, _stored - StoredAtStart,
            _passed.Losses, _passed.Taken, _passed.Traffic, share, [.. _times], [.. _conductances], [.. _voltages], [.. _fillings]);
    }

    // Nothing is further from its own balance than rounding: rate over its own derivative.
    private bool IsAtRest()
    {
        _jacobian ??= new SparseMatrix(_loop.Pattern);
        _loop.Rate(_radau.Time, _radau.State, _rate);
        _loop.Jacobian(_radau.Time, _radau.State, _jacobian);
        var smallest = Rounding * _stack.Channel.Capacity;
        for (var k = 0; k < _rate.Length; k++)
            if (!(Math.Abs(_rate[k]) <= smallest * Math.Abs(_jacobian[k, k]))) return false;
        return true;
    }

    // A crossing inside the last step: back to its beginning, and on to the crossing alone.
    private bool Crossing(Func<CellLoop, double, double[], double> stop, ref double duration)
    {
        if (_isStopped) return false;
        double At(double t)
        {
            _radau.Interpolate(t, _q);
            return stop(_loop, t, _q);
        }
        if (!(At(_radau.Time) > 0)) return false;
        var start = _radau.PreviousTime;
        _isStopped = true;
        if (At(start) >= 0)
        {
            duration = _radau.Time;
            return false;
        }
        duration = BracketedRoot.Find(At, start, _radau.Time, 1e-12);
        _radau.Interpolate(start, _q);
        _radau.Start(start, _q);
        return duration > start;
    }

    private void Step(double duration)
    {
        try
        {
            _radau.Step(duration);
        }
        catch (IntegrationException e)
        {
            // A host that runs empty or full stops any integrator.
            ThrowAtEdge("channel", _stack.Channel.Host, _loop.ExtremeFilling(_radau.State), e);
            ThrowAtEdge("gate", _stack.Gate.Host, _loop.GateFilling(_radau.State), e);
            throw new InputException(FormattableString.Invariant($"the cell has no solution from filling {_startFilling:G5} on: {e.Message}"), e);
        }
    }

    private static void ThrowAtEdge(string layer, Host host, double x, IntegrationException stopped)
    {
        var margin = NearEdge * (host.Validity.Maximum - host.Validity.Minimum);
        if (x < host.Validity.Minimum + margin || x > host.Validity.Maximum - margin)
            throw new InputException(FormattableString.Invariant($"a pulse drives the {layer} to the filling {x:G5}, the end of {host.Validity} for which '{host.Id}' is known"), stopped);
    }

    private void Check()
    {
        var (channel, gate) = (_stack.Channel.Host, _stack.Gate.Host);
        if (_loop.ExtremeFilling(_radau.State) is var x && !channel.Validity.Contains(x))
            throw new InputException(FormattableString.Invariant($"a pulse drives the channel to the filling {x:G5}, outside {channel.Validity} for which '{channel.Id}' is known"));
        if (_loop.GateFilling(_radau.State) is var g && !gate.Validity.Contains(g))
            throw new InputException(FormattableString.Invariant($"a pulse drives the gate to the filling {g:G5}, outside {gate.Validity} for which '{gate.Id}' is known"));
    }

    private void Note(double time, ReadOnlySpan<double> q)
    {
        _times.Add(time);
        _conductances.Add(_loop.Conductance(q));
        _voltages.Add(_loop.GateVoltage(q));
        _fillings.Add(_loop.Filling(q));
    }
}
