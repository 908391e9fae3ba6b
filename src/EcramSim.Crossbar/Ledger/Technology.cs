using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Crossbar.Ledger;

/// <summary>The prices of an array: geometry, lines, drivers, converters, digital operations of one process. All in SI units.</summary>
/// <param name="Node">Name of the process, such as "65 nm".</param>
/// <param name="Supply">Supply of drivers and logic, V.</param>
/// <param name="ReadVoltage">Voltage of a full input on its line, V.</param>
/// <param name="CellWidth">Pitch of cells along a word line, m.</param>
/// <param name="CellHeight">Pitch of cells along a bit line, m.</param>
/// <param name="WireCapacitance">Capacitance of a line, F/m.</param>
/// <param name="WireResistance">Resistance of a line, Ω/m.</param>
/// <param name="CellCapacitance">What a cell's selector and contacts add to a line, F.</param>
/// <param name="DriverCapacitance">Own capacitance of the driver of a line, F.</param>
/// <param name="DriverArea">Driver of one line, m².</param>
/// <param name="DacEnergy">One conversion at an input line, J.</param>
/// <param name="DacTime">Its settling, s.</param>
/// <param name="DacArea">One converter, m².</param>
/// <param name="AdcEnergyPerStep">Energy of a conversion of b bits over 2^b (Walden's figure of merit), J.</param>
/// <param name="AdcTime">One conversion, s.</param>
/// <param name="AdcArea">One converter, m².</param>
/// <param name="LinesPerAdc">Sensed lines that take turns at one converter.</param>
/// <param name="IntegratorEnergy">Integrator or amplifier of a sensed line, J per use.</param>
/// <param name="AddEnergy">One addition or comparison of the width of a conversion, J.</param>
/// <param name="MultiplyEnergy">One multiplication of that width, J.</param>
/// <param name="MemoryEnergy">Moving one value to or from a buffer, J.</param>
/// <param name="DigitalArea">Logic and buffer of one line, m².</param>
public sealed record Technology(string Node, double Supply, double ReadVoltage, double CellWidth, double CellHeight,
    double WireCapacitance, double WireResistance, double CellCapacitance, double DriverCapacitance, double DriverArea,
    double DacEnergy, double DacTime, double DacArea, double AdcEnergyPerStep, double AdcTime, double AdcArea, int LinesPerAdc, double IntegratorEnergy,
    double AddEnergy, double MultiplyEnergy, double MemoryEnergy, double DigitalArea)
{
    /// <summary>Reads the object "technology" of an array file; null where it is missing.</summary>
    public static Technology? Read(ModelNode array)
    {
        if (!array.Has("technology")) return null;
        var node = array.Child("technology");
        return new Technology(node.Text("node"),
            node.Quantity("supply", Dimension.Volt, Interval.Open(0, 100)), node.Quantity("read_voltage", Dimension.Volt, Interval.Open(0, 100)),
            node.Quantity("cell_width", Dimension.Metre, Interval.Open(0, 1)), node.Quantity("cell_height", Dimension.Metre, Interval.Open(0, 1)),
            node.Quantity("wire_capacitance", Dimension.LineCapacitance, Interval.NotNegative), node.Quantity("wire_resistance", Dimension.LineResistance, Interval.NotNegative),
            node.Quantity("cell_capacitance", Dimension.Farad, Interval.NotNegative),
            node.Quantity("driver_capacitance", Dimension.Farad, Interval.NotNegative), node.Quantity("driver_area", Dimension.Area, Interval.NotNegative),
            node.Quantity("dac_energy", Dimension.Energy, Interval.NotNegative), node.Quantity("dac_time", Dimension.Second, Interval.NotNegative), node.Quantity("dac_area", Dimension.Area, Interval.NotNegative),
            node.Quantity("adc_energy_per_step", Dimension.Energy, Interval.NotNegative), node.Quantity("adc_time", Dimension.Second, Interval.NotNegative),
            node.Quantity("adc_area", Dimension.Area, Interval.NotNegative), node.Integer("lines_per_adc", 1, 4096),
            node.Quantity("integrator_energy", Dimension.Energy, Interval.NotNegative),
            node.Quantity("add_energy", Dimension.Energy, Interval.NotNegative), node.Quantity("multiply_energy", Dimension.Energy, Interval.NotNegative),
            node.Quantity("memory_energy", Dimension.Energy, Interval.NotNegative), node.Quantity("digital_area", Dimension.Area, Interval.NotNegative));
    }

    /// <summary>One multiplication or addition of a training rule on a digital matrix, J: the mean of both, and one access to the memory that holds the matrix.</summary>
    public double DigitalOperation => 0.5 * (AddEnergy + MultiplyEnergy) + MemoryEnergy;

    /// <summary>Capacitance of a line along so many cells, F.</summary>
    public double LineCapacitance(int cells, bool isWordLine) => cells * ((isWordLine ? CellWidth : CellHeight) * WireCapacitance + CellCapacitance);

    /// <summary>Elmore delay ½RC of such a line, s.</summary>
    public double LineDelay(int cells, bool isWordLine) => 0.5 * cells * (isWordLine ? CellWidth : CellHeight) * WireResistance * LineCapacitance(cells, isWordLine);
}
