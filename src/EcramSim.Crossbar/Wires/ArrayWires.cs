using EcramSim.Crossbar.HalfSelect;
using EcramSim.Crossbar.Ledger;
using EcramSim.Ecram;
using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Crossbar.Wires;

/// <summary>
/// The wires that the reads and writes of a tile go through. Word lines are inputs and bit lines outputs; one line of cells at the conductance of
/// w = 0 lies behind the last of either kind, and what it carries is subtracted from every read: the reference sees the wires too.
/// </summary>
/// <param name="WordResistance">One segment of an input line, Ω.</param>
/// <param name="BitResistance">One segment of an output line, Ω.</param>
/// <param name="DriverResistance">Between a source and its input line, Ω.</param>
/// <param name="SenseResistance">Between an output line and its virtual ground, Ω.</param>
/// <param name="IsTwoSided">Whether input lines are driven from both ends.</param>
/// <param name="Centre">Conductance of w = 0, S; null: that of the device.</param>
/// <param name="HalfWindow">Conductance between w = 0 and w = 1, S; null: that of the device.</param>
/// <param name="Tolerance">Error of node voltages in a read, relative to the largest input.</param>
public sealed record ArrayWires(double WordResistance, double BitResistance, double DriverResistance, double SenseResistance, bool IsTwoSided,
    double? Centre, double? HalfWindow, double Tolerance)
{
    /// <summary>Default of <see cref="Tolerance"/>: below what single precision of a read shows.</summary>
    public const double DefaultTolerance = 1e-8;

    /// <summary>Of one segment of an input line with what hangs on it, F: what a gate line must be filled with in writes.</summary>
    public double WordCapacitance { get; init; }

    /// <summary>The same of an output line, F.</summary>
    public double BitCapacitance { get; init; }

    /// <summary>The gates at the lines in writes; null: they take no current, and every pulse arrives whole.</summary>
    public Gate? Gate { get; init; }

    /// <summary>Whether a read is the same as without wires, bit for bit.</summary>
    public bool IsIdeal => WordResistance == 0 && BitResistance == 0 && DriverResistance == 0 && SenseResistance == 0;

    /// <summary>Reads the object "wires" of an array file; null where it is missing. Capacitances are those of <paramref name="technology"/> unless the file names others.</summary>
    public static ArrayWires? Read(ModelNode array, Technology? technology)
    {
        ArgumentNullException.ThrowIfNull(array);
        if (!array.Has("wires")) return null;
        var node = array.Child("wires");
        double Ohm(string key) => node.Quantity(key, Dimension.Ohm, Interval.NotNegative, 0);
        double Farad(string key, bool isWordLine) => node.Quantity(key, Dimension.Farad, Interval.NotNegative, technology?.LineCapacitance(1, isWordLine) ?? 0);
        double? Siemens(string key) => node.Has(key) ? node.Quantity(key, Dimension.Siemens, Interval.Positive) : null;
        var wires = new ArrayWires(node.Quantity("word_resistance", Dimension.Ohm, Interval.NotNegative), node.Quantity("bit_resistance", Dimension.Ohm, Interval.NotNegative),
            Ohm("driver_resistance"), Ohm("sense_resistance"), node.Has("two_sided") && node.Flag("two_sided"),
            Siemens("centre_conductance"), Siemens("half_window_conductance"), node.Number("tolerance", Interval.Closed(1e-13, 1e-2), DefaultTolerance))
        {
            WordCapacitance = Farad("word_capacitance", true), BitCapacitance = Farad("bit_capacitance", false),
        };
        if (wires.Centre is null != wires.HalfWindow is null) throw node.Error("centre_conductance", "centre_conductance and half_window_conductance belong together: give both or neither");
        return wires.HalfWindow <= wires.Centre || wires.Centre is null ? wires
            : throw node.Error("half_window_conductance", "must not exceed centre_conductance: the weight -1 would need a conductance below 0");
    }

    /// <summary>With the conductances of the device's cells where it knows them; those of the array file are for devices that do not.</summary>
    /// <param name="device">The cells; null for floating-point weights.</param>
    /// <exception cref="InputException">Neither of the two knows them.</exception>
    public ArrayWires For(CellDevice? device)
    {
        if (device?.Mapping is { Reference: { } centre, HalfWindow: { } half }) return this with { Centre = centre, HalfWindow = half, Gate = IsIdeal ? null : Gate.Of(device) };
        return Centre is not null ? this
            : throw new InputException($"wires: {(device is null ? "floating-point weights know" : $"device '{device.Id}' knows")} no conductance; give wires.centre_conductance and wires.half_window_conductance in the array file");
    }

    // Rows of a weight matrix are outputs: the word lines of the solver carry them.
    internal Wiring Wiring => new(BitResistance, WordResistance)
    {
        DriverResistance = SenseResistance, SenseResistance = DriverResistance,
        WordEnds = LineEnds.Last, BitEnds = IsTwoSided ? LineEnds.Both : LineEnds.First,
    };
}
