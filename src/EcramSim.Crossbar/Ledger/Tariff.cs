using EcramSim.Ecram.Response;

namespace EcramSim.Crossbar.Ledger;

/// <summary>
/// Prices what a tile did. Every charging of a line to V draws CV² from its supply, of which nothing comes back at the other edge; inputs are
/// amplitudes, x̂·V_read. A line fires at half the pulse voltage, with its partner at the other half.
/// Word lines carry the inputs of the layer and pass one cell per output; backward reads drive the bit lines. Every array has one line of either kind at w = 0 behind
/// the others, whose current is taken off before the stages: it costs its cells, its line and its amplifier; the reference line of offset columns and slices is one more output.
/// Planes are arrays side by side, each with drivers and lines of its own, or share the word lines of one (<see cref="SharesWordLines"/>).
/// </summary>
/// <param name="Technology">Prices.</param>
/// <param name="Cost">Energy, voltage and conductance of a cell; null where the device knows none: those parts are 0 and the bill is not complete.</param>
/// <param name="IntegrationTime">Time of a read in the array itself, s per cycle.</param>
/// <param name="HasDac">Whether inputs are converted: bit-serial lines need only drivers.</param>
/// <param name="AdcBits">Bits of the output conversion; null without one.</param>
/// <param name="HasScaling">Whether inputs are scaled digitally (noise management).</param>
public sealed record Tariff(Technology Technology, WriteCost? Cost, double IntegrationTime, bool HasDac, int? AdcBits, bool HasScaling)
{
    // Of either kind in an array: what it carries is taken off the others.
    private const int Zero = 1;

    /// <summary>Whether the planes of a weight are bit lines beside each other on the same word lines.</summary>
    public bool SharesWordLines { get; init; }

    /// <summary>The tariff of an array; null where its file names no technology.</summary>
    public static Tariff? Of(ArrayOptions options, WriteCost? cost) => options.Technology is { } technology
        ? new Tariff(technology, cost, options.ReadTime, options.HasDac, options.OutputBits, options.NoiseManagement.Scales) { SharesWordLines = options.ColumnsPerOutput > 1 } : null;

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
        var (cells, lines) = drivesWordLines ? WordLine(read.Outputs, read.Planes) : (BitLine(read.Outputs), read.Planes);
        // Word lines that belong to all planes carry what those bring one after the other.
        var turns = SharesWordLines && !drivesWordLines ? read.Planes : 1;
        // One amplifier more in every array.
        var amplified = read.OutputConversions + read.Reads * (SharesWordLines && drivesWordLines ? read.OutputsPerRead / read.Planes : read.OutputsPerRead) * Zero;
        var square = t.ReadVoltage * t.ReadVoltage;
        var energy = new CostSplit(0,
            square * (Cost?.Conductance ?? 0) * IntegrationTime * read.InputSquares * cells * lines,
            square * t.LineCapacitance(cells, drivesWordLines) * read.InputSquares * lines,
            t.Supply * t.Supply * t.DriverCapacitance * read.InputConversions * lines,
            HasDac ? t.DacEnergy * read.InputConversions : 0,
            t.IntegratorEnergy * amplified + AdcEnergy * read.OutputConversions,
            t.MemoryEnergy * read.Reads * (read.Inputs + read.Outputs) + (HasScaling ? t.MultiplyEnergy * read.Reads * (read.Inputs + read.Outputs) : 0)
                + t.AddEnergy * (read.OutputConversions - read.Reads * read.Outputs));
        double reads = read.Reads;
        var time = new CostSplit(0, IntegrationTime * read.Cycles * turns * reads, t.LineDelay(cells, drivesWordLines) * read.Cycles * turns * reads, 0, HasDac ? t.DacTime * read.Cycles * reads : 0,
            // Sensed lines of every plane have converters of their own; cycles take turns at them, and so do planes on shared lines.
            AdcBits is null ? 0 : t.AdcTime * Math.Min(t.LinesPerAdc, read.Outputs) * reads * (read.OutputsPerRead / read.Planes) * turns, 0);
        return new OperationCost(energy, time);
    }

    /// <summary>Energy and time of all pulses.</summary>
    public OperationCost Update(TileActivity activity)
    {
        ArgumentNullException.ThrowIfNull(activity);
        var t = Technology;
        var half = 0.5 * (Cost?.PulseVoltage ?? 0);
        var swing = Math.Max(half, t.Supply);
        var planes = Math.Max(activity.Forward.Planes, 1);
        var (cells, wordLines) = WordLine(activity.Forward.Outputs, planes);
        var bitCells = BitLine(activity.Backward.Outputs);
        // The trains of an output or input run on its lines in all planes.
        var (bitPulses, wordPulses) = (activity.RowPulses * planes, activity.ColumnPulses * wordLines);
        var energy = new CostSplit(
            activity.PulsesUp * (Cost?.EnergyUp ?? 0) + activity.PulsesDown * (Cost?.EnergyDown ?? 0), 0,
            half * half * (bitPulses * t.LineCapacitance(bitCells, false) + wordPulses * t.LineCapacitance(cells, true)),
            swing * swing * t.DriverCapacitance * (bitPulses + wordPulses), 0, 0,
            // One comparison per line and slot: a random number against a threshold, or a counter.
            t.AddEnergy * (double)activity.Slots * (activity.Rows + activity.Columns));
        var delay = Math.Max(t.LineDelay(bitCells, false), t.LineDelay(cells, true));
        var time = new CostSplit(activity.Slots * (Cost?.Time ?? 0), 0, activity.Slots * delay, 0, 0, 0, 0);
        return new OperationCost(energy, time);
    }

    /// <summary>Area of cells, drivers, converters and logic of both sides, m².</summary>
    public CostSplit Area(TileActivity activity)
    {
        ArgumentNullException.ThrowIfNull(activity);
        var t = Technology;
        var planes = Math.Max(activity.Forward.Planes, 1);
        var (outputs, inputs) = (activity.Forward.Outputs, activity.Backward.Outputs);
        var (across, wordLines) = WordLine(outputs, planes);
        var down = BitLine(inputs);
        double converters = Converters(outputs) * planes + Converters(inputs) * wordLines;
        return new CostSplit((double)across * down * wordLines * t.CellWidth * t.CellHeight, 0, 0, t.DriverArea * (across + down) * wordLines,
            HasDac ? t.DacArea * (activity.Rows + activity.Columns) : 0, AdcBits is null ? 0 : t.AdcArea * converters, t.DigitalArea * (outputs + inputs));
    }

    // Cells of a word line, and word lines of an input.
    private (int Cells, int Lines) WordLine(int outputs, int planes) => SharesWordLines ? (outputs * planes + Zero, 1) : (outputs + Zero, planes);

    private static int BitLine(int inputs) => inputs + Zero;

    private int Converters(int lines) => (lines + Technology.LinesPerAdc - 1) / Technology.LinesPerAdc;

    private double AdcEnergy => AdcBits is { } bits ? Technology.AdcEnergyPerStep * Math.Pow(2, bits) : 0;
}
