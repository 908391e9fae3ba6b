using EcramSim.Ecram.Stacks;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Ecram.Cells;

/// <summary>What the gate is connected to for a stretch of time: a voltage or a current that runs straight, nothing, or a selector that is off.</summary>
internal sealed record GateDrive
{
    private enum Source
    {
        Voltage,
        Current,
        Selector,
    }

    private Source _source;
    private double _from, _to, _resistance, _offCurrent, _diode;

    /// <summary>Driven through R_s from one voltage to another, V.</summary>
    internal static GateDrive Voltage(Stack stack, double from, double to) => new() { _source = Source.Voltage, _from = from, _to = to, _resistance = stack.SeriesResistance };

    /// <summary>Driven by a current, A.</summary>
    internal static GateDrive Current(Stack stack, double from, double to) => new() { _source = Source.Current, _from = from, _to = to, _resistance = stack.SeriesResistance };

    /// <summary>Connected to the channel through <paramref name="resistance"/> (Ω) and R_s.</summary>
    internal static GateDrive Short(Stack stack, double resistance) => new() { _source = Source.Voltage, _resistance = stack.SeriesResistance + resistance };

    /// <summary>Connected to nothing.</summary>
    internal static GateDrive Open { get; } = new() { _source = Source.Selector };

    /// <summary>Behind a selector with the off-current <paramref name="offCurrent"/> (A), its line at <paramref name="voltage"/> (V).</summary>
    internal static GateDrive Selector(Stack stack, double voltage, double offCurrent) => new()
    {
        _source = Source.Selector, _from = voltage, _to = voltage, _offCurrent = offCurrent, _diode = 2 * PhysicalConstants.ThermalEnergy(stack.Temperature),
    };

    /// <summary>What the shape of a pulse says about the time after it.</summary>
    internal static GateDrive After(Stack stack, PulseShape shape, double hold) => shape.After switch
    {
        GateAfterPulse.Open => Open,
        GateAfterPulse.Held => Voltage(stack, hold, hold),
        GateAfterPulse.Shorted => Short(stack, shape.ShortResistance),
        _ => Selector(stack, hold, shape.SelectorOffCurrent),
    };

    /// <summary>Whether a voltage is imposed.</summary>
    internal bool IsVoltage => _source == Source.Voltage;

    /// <summary>Whether a current is imposed.</summary>
    internal bool IsCurrent => _source == Source.Current;

    /// <summary>Whether a driver or a line does any work.</summary>
    internal bool IsConnected => _source != Source.Selector || _offCurrent > 0;

    /// <summary>Resistance between source and gate, Ω.</summary>
    internal double Resistance => _resistance;

    /// <summary>Level at the share <paramref name="progress"/> of the stretch, V or A.</summary>
    internal double Level(double progress) => _from == _to ? _from : _from + (_to - _from) * progress;

    /// <summary>Change of the level over the stretch.</summary>
    internal double Change => _to - _from;

    /// <summary>Current through the selector in A at the gate voltage <paramref name="gate"/>; 0 while the gate is open.</summary>
    internal double SelectorCurrent(double gate) => _offCurrent == 0 ? 0 : _offCurrent * Math.Tanh((_from - gate) / _diode);

    /// <summary>−dI/dV of <see cref="SelectorCurrent"/>, S.</summary>
    internal double SelectorConductance(double gate)
    {
        if (_offCurrent == 0) return 0;
        var tanh = Math.Tanh((_from - gate) / _diode);
        return _offCurrent * (1 - tanh * tanh) / _diode;
    }
}
