using EcramSim.Ecram.Stacks;
using EcramSim.Insertion.Kinetics;
using EcramSim.Insertion.Materials;
using EcramSim.Insertion.Numerics;

namespace EcramSim.Ecram.Cells;

/// <summary>
/// The series loop of the cell (docs/physics.md, section 4) in four charges per channel area, C/m², all zero at the start:
/// Q through the loop, q_c into the channel host, q_g out of the gate host, q_e conducted by the electrolyte.
/// What an element has not passed on, it holds: Q − q_c in the channel's double layer, Q − q_g in the gate's, Q − q_e on the plates
/// of the electrolyte. So ions are conserved by construction, and small pulses keep their digits.
/// The gate is driven through R_s to a source voltage, or open with C_par.
/// </summary>
internal sealed class CellLoop : IStiffProblem
{
    private const int Size4 = 4;
    private static readonly SparsityPattern Everywhere = SparsityPattern.Dense(Size4);

    private readonly Stack _stack;
    private readonly CellState _start;
    private readonly double _temperature, _channelPotential, _gatePotential;
    private readonly double _capacityChannel, _capacityGate, _layerChannel, _layerGate, _plates;
    private readonly double _areaRatio, _thickness, _leakage, _parasitic;
    private readonly double _gainTotal, _gainChannel, _gainGate, _gainPlates, _startVoltage, _lineResistance;

    /// <summary>The loop from <paramref name="start"/>; <paramref name="source"/> is the driver's voltage in V, or null for an open gate.</summary>
    public CellLoop(Stack stack, CellState start, double? source)
    {
        (_stack, _start, Source) = (stack, start, source);
        _temperature = stack.Temperature;
        var (channel, gate, electrolyte) = (stack.Channel, stack.Gate, stack.Electrolyte);
        _capacityChannel = channel.Capacity;
        _capacityGate = gate.Capacity;
        _layerChannel = channel.DoubleLayer;
        _layerGate = gate.DoubleLayer * gate.AreaRatio;
        _plates = electrolyte.Capacitance;
        _areaRatio = gate.AreaRatio;
        _thickness = electrolyte.Thickness;
        _leakage = electrolyte.Material.ElectronicConductivity.At(_temperature) / electrolyte.Thickness;
        _lineResistance = channel.Area * stack.SeriesResistance;
        _parasitic = stack.ParasiticCapacitance / channel.Area;
        _channelPotential = channel.Host.OpenCircuitVoltage(start.Filling, _temperature) + start.ChannelOverpotential;
        _gatePotential = gate.Host.OpenCircuitVoltage(start.GateFilling, _temperature) + start.GateOverpotential;
        _startVoltage = _gatePotential + start.ElectrolyteVoltage - _channelPotential;
        // dV_G with each charge.
        _gainChannel = -1 / _layerChannel;
        _gainGate = -1 / _layerGate;
        _gainPlates = -1 / _plates;
        _gainTotal = -(_gainChannel + _gainGate + _gainPlates);
    }

    /// <summary>Driver's voltage in V; null while the gate is open.</summary>
    public double? Source { get; }

    /// <inheritdoc/>
    public int Size => Size4;

    /// <inheritdoc/>
    public SparsityPattern Pattern => Everywhere;

    /// <summary>x of the channel.</summary>
    public double Filling(ReadOnlySpan<double> q) => _start.Filling + q[1] / _capacityChannel;

    /// <summary>x of the gate.</summary>
    public double GateFilling(ReadOnlySpan<double> q) => _start.GateFilling - q[2] / _capacityGate;

    /// <summary>V_el, V.</summary>
    public double ElectrolyteVoltage(ReadOnlySpan<double> q) => _start.ElectrolyteVoltage + (q[0] - q[3]) / _plates;

    /// <summary>V_G, V.</summary>
    public double GateVoltage(ReadOnlySpan<double> q) =>
        _startVoltage + _gainTotal * q[0] + _gainChannel * q[1] + _gainGate * q[2] + _gainPlates * q[3];

    /// <summary>η_ch, V.</summary>
    public double ChannelOverpotential(ReadOnlySpan<double> q) =>
        _channelPotential - (q[0] - q[1]) / _layerChannel - _stack.Channel.Host.OpenCircuitVoltage(Filling(q), _temperature);

    /// <summary>η_gate, V.</summary>
    public double GateOverpotential(ReadOnlySpan<double> q) =>
        _gatePotential + (q[0] - q[2]) / _layerGate - _stack.Gate.Host.OpenCircuitVoltage(GateFilling(q), _temperature);

    /// <summary>Electronic leakage i_e = σ_e V_G/d, A/m²: terminal current only.</summary>
    public double LeakageCurrent(ReadOnlySpan<double> q) => _leakage * GateVoltage(q);

    /// <summary>Hops of both directions at the channel interface, A/m².</summary>
    public double ChannelTraffic(ReadOnlySpan<double> q)
    {
        var rates = _stack.Channel.Host.Kinetics.Rates(_stack.Channel.Host.Interface(Filling(q), _temperature), ChannelOverpotential(q));
        return _stack.RateFactor * (rates.Forward + rates.Backward);
    }

    /// <summary>The state with the charges <paramref name="q"/> passed.</summary>
    public CellState StateAt(ReadOnlySpan<double> q) =>
        new(Filling(q), GateFilling(q), ChannelOverpotential(q), GateOverpotential(q), ElectrolyteVoltage(q));

    /// <inheritdoc/>
    public void Rate(double t, ReadOnlySpan<double> q, Span<double> rate)
    {
        rate[1] = Current(_stack.Channel.Host, Filling(q), ChannelOverpotential(q));
        rate[2] = -_areaRatio * Current(_stack.Gate.Host, GateFilling(q), GateOverpotential(q));
        rate[3] = _stack.Electrolyte.Material.CurrentDensity(ElectrolyteVoltage(q) / _thickness, _temperature) / _stack.ResistanceFactor;
        var leakage = LeakageCurrent(q);
        // Open: i_s + i_e = −C_par dV_G/dt, and V_G is linear in the charges.
        rate[0] = Source is { } source
            ? (source - GateVoltage(q)) / _lineResistance - leakage
            : -(leakage + _parasitic * (_gainChannel * rate[1] + _gainGate * rate[2] + _gainPlates * rate[3])) / (1 + _parasitic * _gainTotal);
    }

    /// <inheritdoc/>
    public bool Jacobian(double t, ReadOnlySpan<double> q, SparseMatrix jacobian)
    {
        Span<double> j = stackalloc double[Size4 * Size4];
        j.Clear();
        var (channel, gate) = (_stack.Channel.Host, _stack.Gate.Host);
        double x = Filling(q), xg = GateFilling(q), etaC = ChannelOverpotential(q), etaG = GateOverpotential(q);
        var (ic, icx) = Slopes(channel, x, etaC);
        var (ig, igx) = Slopes(gate, xg, etaG);
        j[1 * Size4 + 0] = -ic / _layerChannel;
        j[1 * Size4 + 1] = icx / _capacityChannel + ic * (1 / _layerChannel - channel.OpenCircuitSlope(x, _temperature) / _capacityChannel);
        j[2 * Size4 + 0] = -_areaRatio * ig / _layerGate;
        j[2 * Size4 + 2] = _areaRatio * (igx / _capacityGate - ig * (gate.OpenCircuitSlope(xg, _temperature) / _capacityGate - 1 / _layerGate));
        var conductivity = _stack.Electrolyte.Material.DifferentialConductivity(ElectrolyteVoltage(q) / _thickness, _temperature) / _stack.ResistanceFactor;
        j[3 * Size4 + 0] = conductivity / _thickness / _plates;
        j[3 * Size4 + 3] = -conductivity / _thickness / _plates;
        Span<double> gain = [_gainTotal, _gainChannel, _gainGate, _gainPlates];
        for (var k = 0; k < Size4; k++)
            j[k] = Source is not null
                ? -gain[k] * (1 / _lineResistance + _leakage)
                : -(_leakage * gain[k] + _parasitic * (_gainChannel * j[Size4 + k] + _gainGate * j[2 * Size4 + k] + _gainPlates * j[3 * Size4 + k]))
                    / (1 + _parasitic * _gainTotal);
        for (var row = 0; row < Size4; row++)
            for (var column = 0; column < Size4; column++) jacobian.Values[column * Size4 + row] = j[row * Size4 + column];
        return true;
    }

    private double Current(Host host, double x, double overpotential) =>
        _stack.RateFactor * host.Kinetics.CurrentDensity(host.Interface(x, _temperature), overpotential);

    // The laws give currents, not slopes: central differences, short against kT/e and against the room left for x.
    private (double Overpotential, double Filling) Slopes(Host host, double x, double overpotential)
    {
        const double small = 1e-5;
        var de = small * host.Interface(x, _temperature).ThermalVoltage;
        var dx = small * Math.Min(x, 1 - x);
        return ((Current(host, x, overpotential + de) - Current(host, x, overpotential - de)) / (2 * de),
            (Current(host, x + dx, overpotential) - Current(host, x - dx, overpotential)) / (2 * dx));
    }
}
