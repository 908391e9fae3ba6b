namespace EcramSim.Studies.Fit;

/// <summary>One branch in numbers.</summary>
/// <param name="Device">Name of the cell.</param>
/// <param name="Cycle">Number of the cycle.</param>
/// <param name="Up">Whether it potentiates.</param>
/// <param name="Pulses">Pulses between its first reading and its last.</param>
/// <param name="First">First reading, in units of the data.</param>
/// <param name="Last">Last reading.</param>
public sealed record CycleRow(string Device, int Cycle, bool Up, int Pulses, double First, double Last)
{
    /// <summary>Mean change per pulse.</summary>
    public double MeanStep => (Last - First) / Pulses;
}

/// <summary>How one direction varies from cycle to cycle and from cell to cell.</summary>
/// <param name="Up">Direction.</param>
/// <param name="Cycles">Branches.</param>
/// <param name="Devices">Cells.</param>
/// <param name="MeanStep">Mean over all branches.</param>
/// <param name="CycleToCycle">Standard deviation of the mean step within cells over its mean; null for single cycles.</param>
/// <param name="DeviceToDevice">Standard deviation between the means of the cells over the mean of all; null for one cell.</param>
public sealed record StepVariation(bool Up, int Cycles, int Devices, double MeanStep, double? CycleToCycle, double? DeviceToDevice)
{
    /// <summary>From the rows of one direction.</summary>
    internal static StepVariation Of(bool up, IReadOnlyList<CycleRow> rows)
    {
        CycleRow[] own = [.. rows.Where(r => r.Up == up)];
        double mean = own.Average(r => r.MeanStep), within = 0;
        var freedom = 0;
        var means = new List<double>();
        foreach (var device in own.GroupBy(r => r.Device, StringComparer.Ordinal))
        {
            var centre = device.Average(r => r.MeanStep);
            means.Add(centre);
            within += device.Sum(r => (r.MeanStep - centre) * (r.MeanStep - centre));
            freedom += device.Count() - 1;
        }
        double? between = means.Count < 2 ? null : Math.Sqrt(means.Sum(m => (m - mean) * (m - mean)) / (means.Count - 1)) / Math.Abs(mean);
        return new StepVariation(up, own.Length, means.Count, mean, freedom == 0 ? null : Math.Sqrt(within / freedom) / Math.Abs(mean), between);
    }
}
