using EcramSim.Ecram.Response;

namespace EcramSim.Crossbar.Ledger;

/// <summary>
/// Prices what a tile did. Every charging of a line to V draws CV² from its supply, of which nothing comes back at the other edge; inputs are
/// amplitudes, x̂·V_read. A line fires at half the pulse voltage, with its partner at the other half.
/// Word lines carry the inputs of the layer and pass one cell per output; backward reads drive the bit lines.
/// </summary>
/// <param name="Technology">Prices.</param>
/// <param name="Cost">Energy, voltage and conductance of a cell; null where the device knows none: those parts are 0 and the bill is not complete.</param>
/// <param name="IntegrationTime">Time of a read in the array itself, s per cycle.</param>
/// <param name="HasDac">Whether inputs are converted: bit-serial lines need only drivers.</param>
/// <param name="AdcBits">Bits of the output conversion; null without one.</param>
/// <param name="HasScaling">Whether inputs are scaled digitally (noise management).</param>
public sealed record Tariff(Technology Technology, WriteCost? Cost, double IntegrationTime, bool HasDac, int? AdcBits, bool HasScaling)
{
    /// <summary>The tariff of an array; null where its file names no technology.</summary>
    public static Tariff? Of(ArrayOptions options, WriteCost? cost) => options.Technology is { } technology
        ? new Tariff(technology, cost, options.ReadTime, options.HasDac, options.OutputBits, options.NoiseManagement) : null;

    /// <summary>The bill of a tile.</summary>
    public ArrayBill Price(TileActivity activity)
    {
        ArgumentNullException.ThrowIfNull(activity);
        return new ArrayBill(Read(activity.Forward, true), Read(activity.Backward, false), Update(activity), Area(activity), Cost?.PulseVoltage is not null && Cost.Conductance is not null);
    }

    /// <summary>Energy and time of reads in one direction.</summary>
    /// <param name="read">What was read.</param>
    /// <param name="drivesWordLines">Whether word lines are driven (forward) or bit lines (backward).</param>
    public OperationCost Read(ReadActivity read, bool drivesWordLines)
    {
        var t = Technology;
        // A driven line passes one cell per sensed line, in each plane.
        var cells = read.Outputs * read.Planes;
        var square = t.ReadVoltage * t.ReadVoltage;
        var energy = new CostSplit(0,
            square * (Cost?.Conductance ?? 0) * IntegrationTime * read.InputSquares * cells,
            square * t.LineCapacitance(cells, drivesWordLines) * read.InputSquares,
            t.Supply * t.Supply * t.DriverCapacitance * read.InputConversions,
            HasDac ? t.DacEnergy * read.InputConversions : 0,
            t.IntegratorEnergy * read.OutputConversions + AdcEnergy * read.OutputConversions,
            t.MemoryEnergy * read.Reads * (read.Inputs + read.Outputs) + (HasScaling ? t.MultiplyEnergy * read.Reads * (read.Inputs + read.Outputs) : 0)
                + t.AddEnergy * (read.OutputConversions - read.Reads * read.Outputs));
        double reads = read.Reads;
        var time = new CostSplit(0, IntegrationTime * read.Cycles * reads, t.LineDelay(cells, drivesWordLines) * read.Cycles * reads, 0, HasDac ? t.DacTime * read.Cycles * reads : 0,
            // Planes have converters of their own; cycles take turns at them.
            AdcBits is null ? 0 : t.AdcTime * Math.Min(t.LinesPerAdc, read.Outputs) * reads * (read.OutputsPerRead / read.Planes), 0);
        return new OperationCost(energy, time);
    }

    /// <summary>Energy and time of all pulses.</summary>
    public OperationCost Update(TileActivity activity)
    {
        ArgumentNullException.ThrowIfNull(activity);
        var t = Technology;
        var half = 0.5 * (Cost?.PulseVoltage ?? 0);
        var swing = Math.Max(half, t.Supply);
        var (bitLine, wordLine) = (t.LineCapacitance(activity.Columns, false), t.LineCapacitance(activity.Rows, true));
        var lines = activity.RowPulses + activity.ColumnPulses;
        var energy = new CostSplit(
            activity.PulsesUp * (Cost?.EnergyUp ?? 0) + activity.PulsesDown * (Cost?.EnergyDown ?? 0), 0,
            half * half * (activity.RowPulses * bitLine + activity.ColumnPulses * wordLine),
            swing * swing * t.DriverCapacitance * lines, 0, 0,
            // One comparison per line and slot: a random number against a threshold, or a counter.
            t.AddEnergy * (double)activity.Slots * (activity.Rows + activity.Columns));
        var delay = Math.Max(t.LineDelay(activity.Columns, false), t.LineDelay(activity.Rows, true));
        var time = new CostSplit(activity.Slots * (Cost?.Time ?? 0), 0, activity.Slots * delay, 0, 0, 0, 0);
        return new OperationCost(energy, time);
    }

    /// <summary>Area of cells, drivers, converters and logic of both sides, m².</summary>
    public CostSplit Area(TileActivity activity)
    {
        ArgumentNullException.ThrowIfNull(activity);
        var t = Technology;
        var planes = Math.Max(activity.Forward.Planes, 1);
        var lines = activity.Rows + activity.Columns;
        var sensed = activity.Forward.Outputs + activity.Backward.Outputs;
        double converters = (activity.Forward.Outputs + t.LinesPerAdc - 1) / t.LinesPerAdc + (activity.Backward.Outputs + t.LinesPerAdc - 1) / t.LinesPerAdc;
        return new CostSplit((double)activity.Rows * activity.Columns * planes * t.CellWidth * t.CellHeight, 0, 0, t.DriverArea * lines * planes,
            HasDac ? t.DacArea * lines : 0, AdcBits is null ? 0 : t.AdcArea * converters * planes, t.DigitalArea * sensed);
    }

    private double AdcEnergy => AdcBits is { } bits ? Technology.AdcEnergyPerStep * Math.Pow(2, bits) : 0;
}
