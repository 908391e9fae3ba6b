using EcramSim.Ecram.Response;

namespace EcramSim.Crossbar.Ledger;

/// <summary>
/// What a tile has done, and what that cost. The energy is the ionic write energy of the cells alone: converters, drivers,
/// line capacitances and the energy of reading are not in it.
/// </summary>
/// <param name="PulsesUp">Potentiating pulses that cells received.</param>
/// <param name="PulsesDown">Depressing pulses that cells received.</param>
/// <param name="UpdateSlots">Slots of all pulse trains.</param>
/// <param name="Reads">Vector–matrix products, forward and backward, repetitions of bound management included.</param>
/// <param name="Cost">Energy and time of a pulse; null where the device knows no volts and seconds.</param>
/// <param name="ReadTime">Duration of one read, s.</param>
public sealed record TileLedger(long PulsesUp, long PulsesDown, long UpdateSlots, long Reads, WriteCost? Cost, double ReadTime)
{
    /// <summary>Pulses in both directions.</summary>
    public long Pulses => PulsesUp + PulsesDown;

    /// <summary>Ionic energy of all pulses, J; null without <see cref="Cost"/>.</summary>
    public double? WriteEnergy => Cost is null ? null : PulsesUp * Cost.EnergyUp + PulsesDown * Cost.EnergyDown;

    /// <summary>Time of all updates, s: every train runs twice, once for the cells that go up and once for those that go down; null without <see cref="Cost"/>.</summary>
    public double? WriteTime => Cost is null ? null : 2 * UpdateSlots * Cost.Time;

    /// <summary>Time of all reads, s.</summary>
    public double TotalReadTime => Reads * ReadTime;

    /// <summary>Time of all updates and reads one after the other, s; null without <see cref="Cost"/>.</summary>
    public double? Time => WriteTime + TotalReadTime;
}
