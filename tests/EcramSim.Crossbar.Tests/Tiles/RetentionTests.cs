using EcramSim.Crossbar.Programming;
using EcramSim.Ecram;
using EcramSim.Ecram.Cells;
using EcramSim.Ecram.Stacks;
using EcramSim.Insertion.Models;

namespace EcramSim.Crossbar.Tests.Tiles;

/// <summary>An array that was written by pulses and then left alone, beside the reference cell of every weight.</summary>
public class RetentionTests
{
    private static readonly double[] Times = [1, 60, 3600, 86400, 30 * 86400, 365 * 86400];

    [Theory]
    [InlineData("lixcoo2-lipon", null)]
    [InlineData("lixwo3-lipon", 340.0)]
    [InlineData("pedot-pss", null)]
    [InlineData("tio2-x-ysz", null)]
    public void A_programmed_array_follows_its_reference_cells_for_a_year(string id, double? temperature)
    {
        var device = CellDevice.Read(ModelLibrary.Shipped(), id, temperature is null ? [] : [Setting.Parse(FormattableString.Invariant($"device.temperature={temperature} K"))]);
        var stack = device.Stack!;
        Assert.Equal(temperature ?? stack.Temperature, stack.Temperature);
        Assert.Equal(GateAfterPulse.Open, stack.Pulse.After);
        float[] wanted = [-0.9f, -0.3f, 0.2f, 0.8f];
        var tile = new CellArray(device, ArrayOptions.Exact).CreateTile(2, 2);
        var programmed = tile.Program(wanted, WriteVerify.Default);
        Assert.Equal(1, programmed.Yield);
        var cell = new Cell(stack);
        var (low, high) = (device.Mapping.Weight(stack.Conductance(stack.Window.Minimum)), device.Mapping.Weight(stack.Conductance(stack.Window.Maximum)));
        var start = Weights(tile);
        var states = start.Select(w => CellState.Equilibrium(stack, Filling(device, w))).ToArray();
        var (elapsed, compared) = (0.0, 0);
        var inside = Enumerable.Repeat(true, states.Length).ToArray();
        foreach (var time in Times)
        {
            tile.Wait(time - elapsed);
            var held = Weights(tile);
            for (var k = 0; k < states.Length; k++)
            {
                if (!inside[k]) continue;
                try
                {
                    states[k] = cell.Rest(states[k], time - elapsed);
                }
                catch (InputException)
                {
                    // Beyond the fillings for which the host is known.
                    inside[k] = false;
                    continue;
                }
                var expected = device.Mapping.Weight(stack.Conductance(states[k].Filling));
                // Cells of the array stop at the ends of the range; the reference cell need not.
                inside[k] = expected > Math.Min(low, high) + 0.05 && expected < Math.Max(low, high) - 0.05;
                if (!inside[k]) continue;
                compared++;
                Assert.True(Math.Abs(held[k] - expected) < 0.02, FormattableString.Invariant($"{id}, {time} s, from {start[k]}: array {held[k]}, reference cell {expected}"));
            }
            elapsed = time;
        }
        Assert.True(compared >= 12, $"only {compared} weights stayed inside");
    }

    // The leakage of the electrolyte has an activation energy; the voltage that drives it hardly depends on temperature.
    [Fact]
    public void Temperature_speeds_up_the_drift_by_the_Arrhenius_factor_of_the_leakage()
    {
        var library = ModelLibrary.Shipped();
        CellDevice At(double t) => CellDevice.Read(library, "lixcoo2-lipon", [Setting.Parse(FormattableString.Invariant($"device.temperature={t} K"))]);
        var (cold, warm) = (At(300), At(340));
        var leakage = cold.Stack!.Electrolyte.Material.ElectronicConductivity;
        Assert.True(leakage.ActivationEnergy > 0.1);
        // k = 8.617333e-5 eV/K.
        var arrhenius = Math.Exp(leakage.ActivationEnergy / 8.617333e-5 * (1.0 / 300 - 1.0 / 340));
        // From one filling, by the reference cell: what it loses in a time in which the cold one loses a thousandth of the window.
        var (middle, window) = (cold.Stack.Window.Middle, cold.Stack.Window.Maximum - cold.Stack.Window.Minimum);
        double Lost(CellDevice d, double time) => new Cell(d.Stack!).Rest(CellState.Equilibrium(d.Stack!, middle), time).Filling - middle;
        var time = 1e-3 * window / Math.Abs(Lost(cold, 1e5) / 1e5);
        var reference = Lost(warm, time / arrhenius) / Lost(cold, time);
        Assert.Equal(cold.Stack.OpenCircuitVoltage(middle), warm.Stack!.OpenCircuitVoltage(middle), 0.02 * Math.Abs(cold.Stack.OpenCircuitVoltage(middle)));
        Assert.InRange(reference, 0.97, 1.03);
        double Drift(CellDevice d, double seconds)
        {
            var w = d.Mapping.Weight(d.Stack!.Conductance(middle));
            return (d.Evolution!.Drift!.After(w, seconds) - w) * d.Mapping.HalfWindow!.Value / d.Stack.Conductance(middle);
        }
        double Reference(CellDevice d, double seconds) => (d.Stack!.Conductance(middle + Lost(d, seconds)) - d.Stack.Conductance(middle)) / d.Stack.Conductance(middle);
        Assert.Equal(Reference(cold, time), Drift(cold, time), 0.01 * Math.Abs(Reference(cold, time)));
        Assert.Equal(Reference(warm, time / arrhenius), Drift(warm, time / arrhenius), 0.01 * Math.Abs(Reference(warm, time / arrhenius)));
    }

    private static double Filling(CellDevice device, double weight)
    {
        var (stack, goal) = (device.Stack!, device.Mapping.Conductance(weight));
        var (low, high) = stack.PotentiatingPolarity > 0 ? (stack.Window.Minimum, stack.Window.Maximum) : (stack.Window.Maximum, stack.Window.Minimum);
        for (var n = 0; n < 60; n++)
            if (stack.Conductance(0.5 * (low + high)) < goal) low = 0.5 * (low + high);
            else high = 0.5 * (low + high);
        return 0.5 * (low + high);
    }

    private static float[] Weights(EcramSim.Crossbar.Tiles.ITile tile)
    {
        var w = new float[tile.Rows * tile.Columns];
        tile.GetWeights(w);
        return w;
    }
}
