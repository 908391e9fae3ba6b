using EcramSim.Ecram.Response;

namespace EcramSim.Crossbar.Ledger;

/// <summary>
/// What a tile has done, and what that cost. Without a technology in the array file the energy is the ionic write energy of the cells
/// alone; with one, <see cref="Bill"/> prices reads, conversions, lines, drivers and logic too.
/// </summary>
/// <param name="PulsesUp">Potentiating pulses that cells received.</param>
/// <param name="PulsesDown">Depressing pulses that cells received.</param>
/// <param name="UpdateSlots">Slots of all pulse trains.</param>
/// <param name="Reads">Vector–matrix products, forward and backward, repetitions of bound management included.</param>
/// <param name="Cost">Energy and time of a pulse; null where the device knows no volts and seconds.</param>
/// <param name="ReadTime">Duration of one read, s.</param>
public sealed record TileLedger(long PulsesUp, long PulsesDown, long UpdateSlots, long Reads, WriteCost? Cost, double ReadTime)
{
    /// <summary>Every event priced; null where the array file names no technology.</summary>
    public ArrayBill? Bill { get; init; }

    /// <summary>Pulses in both directions.</summary>
    public long Pulses => PulsesUp + PulsesDown;

    /// <summary>Ionic energy of all pulses, J; null without <see cref="Cost"/>.</summary>
    public double? WriteEnergy => Cost is null ? null : PulsesUp * Cost.EnergyUp + PulsesDown * Cost.EnergyDown;

    /// <summary>Energy of everything that has a price, J; null without <see cref="Cost"/>.</summary>
    public double? Energy => Cost is null ? null : Bill?.Total.Energy.Total ?? WriteEnergy;

    /// <summary>Time of all updates, s: every train runs twice, once for the cells that go up and once for those that go down; null without <see cref="Cost"/>.</summary>
    public double? WriteTime => Cost is null ? null : Bill?.Update.Time.Total ?? 2 * UpdateSlots * Cost.Time;

    /// <summary>Time of all reads, s.</summary>
    public double TotalReadTime => Bill is null ? Reads * ReadTime : Bill.Forward.Time.Total + Bill.Backward.Time.Total;

    /// <summary>Time of all updates and reads one after the other, s; null without <see cref="Cost"/>.</summary>
    public double? Time => WriteTime + TotalReadTime;
}
