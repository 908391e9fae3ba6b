namespace EcramSim.Studies.Crossbar;

/// <summary>Which parameters make the price of a cause: keys of the array file, and what comes from the device file.</summary>
public static class PriceTrace
{
    private static readonly string[] Line = ["technology.wire_capacitance", "technology.cell_width", "technology.cell_height", "technology.cell_capacitance"];

    /// <summary>Parameters behind an entry of the bill.</summary>
    /// <param name="cause">A name of <see cref="EcramSim.Crossbar.Ledger.CostSplit.Causes"/>.</param>
    /// <param name="operation">"forward", "backward" or "update".</param>
    /// <param name="device">Id of the device.</param>
    public static IReadOnlyList<string> Of(string cause, string operation, string device)
    {
        var update = operation == "update";
        return cause switch
        {
            "ions" => update ? [$"{device}: energy dissipated per pulse up and down, computed from its stack"] : [],
            "channel" => update ? [] : ["technology.read_voltage", "read_time", $"{device}: conductance at the centre of its window"],
            "wires" => [update ? $"{device}: pulse voltage" : "technology.read_voltage", .. Line],
            "drivers" => ["technology.driver_capacitance", "technology.supply", .. update ? [$"{device}: pulse voltage"] : Array.Empty<string>()],
            "dac" => update ? [] : ["technology.dac_energy"],
            "adc" => update ? [] : ["technology.adc_energy_per_step", "adc_bits", "technology.integrator_energy"],
            _ => update ? ["technology.add_energy"] : ["technology.multiply_energy", "technology.add_energy", "technology.memory_energy"],
        };
    }
}
