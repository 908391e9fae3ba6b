using EcramSim.Ecram.Stacks;
using EcramSim.Insertion.Kinetics;
using EcramSim.Insertion.Materials;
using EcramSim.Insertion.Numerics;
using EcramSim.Insertion.Quantities;
using EcramSim.Insertion.Transport;

namespace EcramSim.Ecram.Cells;

/// <summary>
/// The series loop of the cell (docs/physics.md, section 4) in charges per channel area, C/m², all zero at the start:
/// Q through the loop, q_c into the channel host, q_g out of the gate host, q_e conducted by the electrolyte; then, where the channel is not
/// homogeneous, the gain of each of its nodes as if the whole film had it. What an element has not passed on, it holds: Q − q_c in the channel's
/// double layer, Q − q_g in the gate's, Q − q_e on the plates of the electrolyte. So ions are conserved by construction, and small pulses keep
/// their digits. With R_s = 0 the gate voltage is imposed on the charges; its equation is differentiated once, and being linear it stays exact.
/// </summary>
internal sealed class CellLoop : IStiffProblem
{
    private const int Charges = CellLayout.Charges;

    private readonly Stack _stack;
    private readonly IParticle _film;
    private readonly CellLayout _layout;
    private readonly CellState _start;
    private readonly GateDrive _drive;
    private readonly Host _channel, _gate;
    private readonly double _temperature, _duration, _thermal, _channelPotential, _gatePotential;
    private readonly double _capacityChannel, _capacityGate, _layerChannel, _layerGate, _plates;
    private readonly double _areaRatio, _thickness, _leakage, _parasitic, _area, _line, _air, _startVoltage;
    private readonly double[] _gain, _x, _xRate, _core, _surfaceSlopes;
    private readonly SparseMatrix _block;

    /// <summary>The loop from <paramref name="start"/> while <paramref name="drive"/> acts for <paramref name="duration"/> (s).</summary>
    public CellLoop(Stack stack, IParticle film, CellLayout layout, CellState start, GateDrive drive, double duration)
    {
        (_stack, _film, _layout, _start, _drive, _duration) = (stack, film, layout, start, drive, duration);
        _temperature = stack.Temperature;
        _thermal = PhysicalConstants.ThermalEnergy(_temperature);
        var (channel, gate, electrolyte) = (stack.Channel, stack.Gate, stack.Electrolyte);
        (_channel, _gate) = (channel.Host, gate.Host);
        (_capacityChannel, _capacityGate, _plates) = (channel.Capacity, gate.Capacity, electrolyte.Capacitance);
        (_layerChannel, _layerGate, _areaRatio) = (channel.DoubleLayer, gate.DoubleLayer * gate.AreaRatio, gate.AreaRatio);
        (_thickness, _area) = (electrolyte.Thickness, channel.Area);
        _leakage = stack.LeakageFactor * electrolyte.Material.ElectronicConductivity.At(_temperature) / electrolyte.Thickness;
        _line = _area * drive.Resistance;
        _air = layout.Air is null ? 0 : channel.AirOxidation!.At(_temperature);
        _parasitic = stack.ParasiticCapacitance / _area;
        // dV_G with each charge.
        _gain = [1 / _layerChannel + 1 / _layerGate + 1 / _plates, -1 / _layerChannel, -1 / _layerGate, -1 / _plates];
        (_x, _xRate, _core) = (new double[film.Size], new double[film.Size], new double[Charges * Charges]);
        _surfaceSlopes = new double[film.InterfaceUnknowns];
        _block = new SparseMatrix(layout.Block);
        Span<double> zero = new double[Size];
        Fill(zero);
        _channelPotential = Equilibrium(zero) + start.ChannelOverpotential;
        _gatePotential = _gate.OpenCircuitVoltage(start.GateFilling, _temperature) + start.GateOverpotential;
        _startVoltage = _gatePotential + start.ElectrolyteVoltage - _channelPotential;
    }

    /// <inheritdoc/>
    public int Size => _layout.Pattern.Size;

    /// <inheritdoc/>
    public SparsityPattern Pattern => _layout.Pattern;

    /// <summary>
    /// The charges at the first instant: an ideal driver that stands elsewhere than the gate charges the capacitances at once. Returns what went round, C/m².
    /// </summary>
    public double Jump(Span<double> q)
    {
        q.Clear();
        if (_drive.IsVoltage && _line == 0) q[0] = (_drive.Level(0) - _startVoltage) / _gain[0];
        return q[0];
    }

    /// <summary>Whether a driver or a line does any work.</summary>
    public bool IsConnected => _drive.IsConnected;

    /// <summary>Mean x of the channel.</summary>
    public double Filling(ReadOnlySpan<double> q) => _start.Filling + (q[1] - Taken(q)) / _capacityChannel;

    /// <summary>x at the node of the channel that is nearest to empty or full.</summary>
    public double ExtremeFilling(ReadOnlySpan<double> q)
    {
        Fill(q);
        var extreme = _x[0];
        foreach (var x in _x)
            if (Math.Min(x, 1 - x) < Math.Min(extreme, 1 - extreme)) extreme = x;
        return extreme;
    }

    /// <summary>x of the gate.</summary>
    public double GateFilling(ReadOnlySpan<double> q) => _start.GateFilling - q[2] / _capacityGate;

    /// <summary>V_el, V.</summary>
    public double ElectrolyteVoltage(ReadOnlySpan<double> q) => _start.ElectrolyteVoltage + (q[0] - q[3]) / _plates;

    /// <summary>V_G, V.</summary>
    public double GateVoltage(ReadOnlySpan<double> q) => _startVoltage + _gain[0] * q[0] + _gain[1] * q[1] + _gain[2] * q[2] + _gain[3] * q[3];

    /// <summary>η_ch, V.</summary>
    public double ChannelOverpotential(ReadOnlySpan<double> q)
    {
        Fill(q);
        return _channelPotential - (q[0] - q[1]) / _layerChannel - Equilibrium(q);
    }

    /// <summary>η_gate, V.</summary>
    public double GateOverpotential(ReadOnlySpan<double> q) =>
        _gatePotential + (q[0] - q[2]) / _layerGate - _gate.OpenCircuitVoltage(GateFilling(q), _temperature);

    /// <summary>Electronic leakage i_e = σ_e V_G/d, A/m²: terminal current only.</summary>
    public double LeakageCurrent(ReadOnlySpan<double> q) => _leakage * GateVoltage(q);

    /// <summary>Current of the driver, A/m²; 0 at an open gate.</summary>
    public double TerminalCurrent(double t, ReadOnlySpan<double> q, ReadOnlySpan<double> rate) =>
        _drive.IsVoltage ? rate[0] + LeakageCurrent(q) : _drive.IsCurrent ? _drive.Level(t / _duration) / _area : _drive.SelectorCurrent(GateVoltage(q)) / _area;

    /// <summary>Voltage of the driver, V.</summary>
    public double SourceVoltage(double t, ReadOnlySpan<double> q) =>
        _drive.IsCurrent ? GateVoltage(q) + _drive.Level(t / _duration) * _drive.Resistance : _drive.Level(t / _duration);

    /// <summary>V_OCV in V at rest with the ions where they are.</summary>
    public double RestVoltage(ReadOnlySpan<double> q) =>
        _stack.OpenCircuitVoltage(Filling(q), GateFilling(q)) + (_stack.Gate.Kind == GateKind.Blocking ? GateOverpotential(q) : 0);

    /// <summary>Hops of both directions at the channel interface, A/m².</summary>
    public double ChannelTraffic(ReadOnlySpan<double> q)
    {
        var overpotential = ChannelOverpotential(q);
        var rates = _channel.Kinetics.Rates(Interface(q), overpotential);
        return _stack.RateFactor * (rates.Forward + rates.Backward);
    }

    /// <summary>G in S as a read finds it.</summary>
    public double Conductance(ReadOnlySpan<double> q)
    {
        var excess = _stack.Channel.FollowsDoubleLayer ? -_layerChannel * ChannelOverpotential(q) : 0;
        Fill(q);
        return _stack.Channel.Conductance(_x, _film.Weights, excess, _temperature);
    }

    /// <summary>The state with the charges <paramref name="q"/> passed.</summary>
    public CellState StateAt(ReadOnlySpan<double> q)
    {
        var state = new CellState(Filling(q), GateFilling(q), ChannelOverpotential(q), GateOverpotential(q), ElectrolyteVoltage(q));
        return _layout.Nodes == 0 ? state : state with { Profile = [.. _x] };
    }

    /// <summary>Free energy, double layers and plates, J/m²; the zero is that of the hosts.</summary>
    public double StoredEnergy(ReadOnlySpan<double> q)
    {
        var overpotential = ChannelOverpotential(q);
        var (channel, gate) = (Equilibrium(q) + overpotential, _gatePotential + (q[0] - q[2]) / _layerGate);
        var electrolyte = ElectrolyteVoltage(q);
        // −∫U dq = −U₀q + (zFc·t/z)·∫μ dx, eV per site being V per ion.
        var energy = -_channel.ReferenceVoltage * (q[1] - Taken(q)) + _capacityChannel / _channel.ChargeNumber * _film.FreeEnergy(_x, Filling(q), _temperature)
            + 0.5 * _layerChannel * channel * channel + 0.5 * _layerGate * gate * gate + 0.5 * _plates * electrolyte * electrolyte;
        energy += double.IsFinite(_capacityGate)
            ? _gate.ReferenceVoltage * q[2] + _capacityGate / _gate.ChargeNumber * _gate.FreeEnergy.FreeEnergy(GateFilling(q), _temperature)
            : _gate.OpenCircuitVoltage(_start.GateFilling, _temperature) * q[2];
        if (_drive.IsVoltage || _drive.IsCurrent) return energy;
        var voltage = GateVoltage(q);
        return energy + 0.5 * _parasitic * voltage * voltage;
    }

    /// <summary>What becomes heat, W/m², by place.</summary>
    public Dissipation Losses(double t, ReadOnlySpan<double> q, ReadOnlySpan<double> rate)
    {
        var (overpotential, gate, terminal) = (ChannelOverpotential(q), GateVoltage(q), TerminalCurrent(t, q, rate));
        var inside = _layout.Nodes == 0 ? 0 : _capacityChannel / _channel.ChargeNumber * _film.Dissipation(_x, Filling(q), _temperature);
        return new Dissipation(_drive.IsConnected ? (SourceVoltage(t, q) - gate) * terminal : 0, gate * LeakageCurrent(q), ElectrolyteVoltage(q) * rate[3],
            -overpotential * rate[1], GateOverpotential(q) * rate[2], inside);
    }

    /// <summary>The fastest of the charges in <paramref name="rate"/>, A/m².</summary>
    public double FastestCharge(ReadOnlySpan<double> rate)
    {
        var fastest = Math.Abs(Taken(rate));
        for (var k = 0; k < Charges; k++) fastest = Math.Max(fastest, Math.Abs(rate[k]));
        return fastest;
    }

    /// <summary>Free energy that goes with what air takes, W/m², counted from the zero of <see cref="StoredEnergy"/>: of either sign.</summary>
    public double TakenByAir(ReadOnlySpan<double> q)
    {
        if (_layout.Air is null) return 0;
        Fill(q);
        var sum = 0.0;
        for (var k = 0; k < _x.Length; k++) sum -= _film.Weights[k] * _air * _x[k] * _channel.OpenCircuitVoltage(_x[k], _temperature);
        return sum;
    }

    /// <inheritdoc/>
    public void Rate(double t, ReadOnlySpan<double> q, Span<double> rate)
    {
        var overpotential = ChannelOverpotential(q);
        var current = Current(_channel, Interface(q), overpotential);
        rate[1] = current;
        rate[2] = -_areaRatio * Current(_gate, _gate.Interface(GateFilling(q), _temperature), GateOverpotential(q));
        rate[3] = _stack.Electrolyte.Material.CurrentDensity(ElectrolyteVoltage(q) / _thickness, _temperature) / _stack.ResistanceFactor;
        rate[0] = LoopCurrent(t, q, rate);
        if (_layout.Air is { } air) rate[air] = _air * Filling(q);
        if (_layout.Nodes == 0) return;
        _film.Rate(_x, Filling(q), current, _temperature, _xRate);
        for (var k = 0; k < _xRate.Length; k++) rate[Charges + k] = _capacityChannel * _xRate[k] - _air * _x[k];
    }

    /// <inheritdoc/>
    public bool Jacobian(double t, ReadOnlySpan<double> q, SparseMatrix jacobian)
    {
        jacobian.Clear();
        Array.Clear(_core);
        var values = jacobian.Values;
        var byLoop = ChannelRow(q, out var byCharge);
        GateRow(q);
        var conductivity = _stack.Electrolyte.Material.DifferentialConductivity(ElectrolyteVoltage(q) / _thickness, _temperature) / _stack.ResistanceFactor;
        _core[3 * Charges] = conductivity / _thickness / _plates;
        _core[3 * Charges + 3] = -_core[3 * Charges];
        LoopRow(q, out var ofChannel);
        for (var k = 0; k < _core.Length; k++) values[_layout.Core[k]] += _core[k];
        if (_layout.Air is { } air) AirColumn(air, ofChannel, jacobian);
        if (_layout.Nodes == 0) return true;
        for (var j = 0; j < _layout.SurfaceUnknowns; j++)
        {
            values[_layout.SurfaceOfChannel[j]] += _surfaceSlopes[j];
            values[_layout.SurfaceOfLoop[j]] += ofChannel * _surfaceSlopes[j];
        }
        _block.Clear();
        _film.Jacobian(_x, Filling(q), 0, _temperature, _block);
        // Rates of charge by charge are rates of filling by filling; the current enters with the capacity.
        foreach (var (from, to) in _layout.Inner) values[to] += _block.Values[from];
        foreach (var (gain, loop, channel, surface) in _layout.Driven)
        {
            var share = _capacityChannel * _block.Values[gain];
            values[loop] += share * byLoop;
            values[channel] += share * byCharge;
            for (var j = 0; j < surface.Length; j++) values[surface[j]] += share * _surfaceSlopes[j];
        }
        return true;
    }

    // What air takes lowers the mean filling as what enters raises it.
    private void AirColumn(int air, double ofChannel, SparseMatrix jacobian)
    {
        // Films feel it at their nodes alone.
        var byTaken = _layout.Nodes == 0 ? -_surfaceSlopes[0] : 0;
        (jacobian[1, air], jacobian[0, air]) = (byTaken, ofChannel * byTaken);
        (jacobian[air, 1], jacobian[air, air]) = (_air / _capacityChannel, -_air / _capacityChannel);
        for (var k = 0; k < _layout.Nodes; k++) jacobian[Charges + k, Charges + k] -= _air / _capacityChannel;
    }

    private double Taken(ReadOnlySpan<double> q) => _layout.Air is { } air ? q[air] : 0;

    private double LoopCurrent(double t, ReadOnlySpan<double> q, ReadOnlySpan<double> rate)
    {
        if (_drive.IsCurrent) return _drive.Level(t / _duration) / _area - LeakageCurrent(q);
        var others = _gain[1] * rate[1] + _gain[2] * rate[2] + _gain[3] * rate[3];
        if (_drive.IsVoltage)
            return _line > 0 ? (_drive.Level(t / _duration) - GateVoltage(q)) / _line - LeakageCurrent(q) : (_drive.Change / _duration - others) / _gain[0];
        // Open: i_s + i_e = i_selector − C_par dV_G/dt, and V_G is linear in the charges.
        return (_drive.SelectorCurrent(GateVoltage(q)) / _area - LeakageCurrent(q) - _parasitic * others) / (1 + _parasitic * _gain[0]);
    }

    // Row of the loop; what a change of the channel current does to it is ofChannel.
    private void LoopRow(ReadOnlySpan<double> q, out double ofChannel)
    {
        double scale, ofVoltage;
        if (_drive.IsCurrent) (scale, ofVoltage) = (0, -_leakage);
        else if (_drive.IsVoltage) (scale, ofVoltage) = _line > 0 ? (0.0, -(1 / _line + _leakage)) : (-1 / _gain[0], 0.0);
        else
        {
            var whole = 1 + _parasitic * _gain[0];
            (scale, ofVoltage) = (-_parasitic / whole, -(_leakage + _drive.SelectorConductance(GateVoltage(q)) / _area) / whole);
        }
        for (var k = 0; k < Charges; k++)
            _core[k] = ofVoltage * _gain[k] + scale * (_gain[1] * _core[Charges + k] + _gain[2] * _core[2 * Charges + k] + _gain[3] * _core[3 * Charges + k]);
        ofChannel = scale * _gain[1];
    }

    // Row of q_c; returns its derivative by Q.
    private double ChannelRow(ReadOnlySpan<double> q, out double byCharge)
    {
        var slopes = _channel.Kinetics.Slopes(InterfaceAt(q, out var overpotential), overpotential);
        var factor = _stack.RateFactor;
        // μ acts through the activity and through η = φ − U₀ + μ/z.
        var byPotential = slopes.LogActivity / _thermal + slopes.Overpotential / _channel.ChargeNumber;
        var byMean = byPotential * _film.InterfacePotentialSlopes(_x, _temperature, _surfaceSlopes);
        for (var j = 0; j < _surfaceSlopes.Length; j++) _surfaceSlopes[j] *= factor * byPotential / _capacityChannel;
        _surfaceSlopes[^1] += factor * slopes.Filling / _capacityChannel;
        var byLoop = -factor * slopes.Overpotential / _layerChannel;
        byCharge = -byLoop + (_layout.Nodes == 0 ? _surfaceSlopes[0] : factor * byMean / _capacityChannel);
        (_core[Charges], _core[Charges + 1]) = (byLoop, byCharge);
        return byLoop;
    }

    private void GateRow(ReadOnlySpan<double> q)
    {
        var x = GateFilling(q);
        var state = _gate.Interface(x, _temperature);
        var slopes = _gate.Kinetics.Slopes(state, GateOverpotential(q));
        var factor = -_areaRatio * _stack.RateFactor;
        var (potential, slope) = (_gate.FreeEnergy.ChemicalPotentialSlope(x, _temperature), _gate.OpenCircuitSlope(x, _temperature));
        // dx = −dq_g/capacity.
        var byFilling = slopes.Filling + slopes.LogActivity * potential / _thermal - slopes.Overpotential * slope;
        _core[2 * Charges] = factor * slopes.Overpotential / _layerGate;
        _core[2 * Charges + 2] = -_core[2 * Charges] - factor * byFilling / _capacityGate;
    }

    private double Current(Host host, in InterfaceState state, double overpotential) => _stack.RateFactor * host.Kinetics.CurrentDensity(state, overpotential);

    private InterfaceState InterfaceAt(ReadOnlySpan<double> q, out double overpotential)
    {
        overpotential = ChannelOverpotential(q);
        return Interface(q);
    }

    // After Fill(q).
    private InterfaceState Interface(ReadOnlySpan<double> q) =>
        new(_x[^1], _film.InterfacePotential(_x, Filling(q), _temperature) / _thermal, _temperature, _channel.ChargeNumber);

    private double Equilibrium(ReadOnlySpan<double> q) => _channel.ReferenceVoltage - _film.InterfacePotential(_x, Filling(q), _temperature) / _channel.ChargeNumber;

    // The fillings of the channel at q, into _x.
    private void Fill(ReadOnlySpan<double> q)
    {
        if (_layout.Nodes == 0) _x[0] = Filling(q);
        else
            for (var k = 0; k < _x.Length; k++) _x[k] = (_start.Profile?[k] ?? _start.Filling) + q[Charges + k] / _capacityChannel;
    }
}
