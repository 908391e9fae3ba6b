using EcramSim.Ecram;
using EcramSim.Insertion.Models;
using EcramSim.Studies.Characterize;

namespace EcramSim.Studies.Tests.Characterize;

/// <summary>Single cells against the mean response of their device.</summary>
public sealed class NoisyCycleTests
{
    private static readonly string[] Quiet = ["device.response.cycle_noise=none", "device.response.spread.step=none", "device.response.spread.up_down=none", "device.response.spread.bounds=none"];

    private static CellDevice Read(string id, params string[] settings) => CellDevice.Read(ModelLibrary.Shipped(), id, [.. settings.Select(Setting.Parse)]);

    [Fact]
    public void Without_spread_and_noise_a_cell_walks_in_equal_steps_from_bound_to_bound()
    {
        // Constant steps of 0.0016 between −1 and 1: the weight after n pulses is −1 + 0.0016 n.
        var cell = NoisyCycle.Of(Read("gokmen-vlasov", Quiet), 1);
        Assert.Equal(1251, cell.Up.Length);
        for (var n = 0; n < cell.Up.Length; n++) Assert.Equal(-1 + 0.0016 * n, cell.Up[n], 1e-4);
        Assert.Equal(1, cell.Up[^1], 1e-4);
        Assert.Equal(-1, cell.Down[^1], 1e-4);
    }

    [Fact]
    public void Cells_have_the_spread_that_the_file_states()
    {
        // Steps of 0.0016 (1 + 0.2 ξ), one ξ per cell.
        var device = Read("gokmen-vlasov", "device.response.cycle_noise=none", "device.response.spread.step=0.2", "device.response.spread.up_down=none", "device.response.spread.bounds=none");
        double[] steps = [.. Enumerable.Range(0, 400).Select(seed => NoisyCycle.Of(device, (ulong)seed)).Select(c => (c.Up[100] - c.Up[0]) / 100)];
        var mean = steps.Average();
        var deviation = Math.Sqrt(steps.Sum(s => (s - mean) * (s - mean)) / (steps.Length - 1));
        // Four standard errors: 0.2/√400 of the mean, 1/√800 of the deviation.
        Assert.Equal(1, mean / 0.0016, 4 * 0.2 / Math.Sqrt(400));
        Assert.Equal(0.2, deviation / 0.0016, 4 * 0.2 / Math.Sqrt(800));
    }

    [Fact]
    public void Equal_seeds_give_equal_cells()
    {
        var device = Read("mo-ecram");
        Assert.Equal(NoisyCycle.Of(device, 3).Up, NoisyCycle.Of(device, 3).Up);
        Assert.NotEqual(NoisyCycle.Of(device, 3).Up, NoisyCycle.Of(device, 4).Up);
    }
}
