using EcramSim.Insertion.Materials;
using EcramSim.Insertion.Models;
using EcramSim.Insertion.Thermodynamics;

namespace EcramSim.Insertion.Tests.Thermodynamics;

/// <summary>Fits of battery parameter sets, against the formulas as they are printed and against a stored run of another code.</summary>
public sealed class ClosedFormOpenCircuitVoltageTests
{
    private static double Graphite(double s) => 0.194 + 1.5 * Math.Exp(-120.0 * s) + 0.0351 * Math.Tanh((s - 0.286) / 0.083) - 0.0045 * Math.Tanh((s - 0.849) / 0.119)
        - 0.035 * Math.Tanh((s - 0.9233) / 0.05) - 0.0147 * Math.Tanh((s - 0.5) / 0.034) - 0.102 * Math.Tanh((s - 0.194) / 0.142)
        - 0.022 * Math.Tanh((s - 0.9) / 0.0164) - 0.011 * Math.Tanh((s - 0.124) / 0.0226) + 0.0155 * Math.Tanh((s - 0.105) / 0.029);

    private static double Cobalt(double x)
    {
        var s = 1.062 * x;
        return 2.16216 + 0.07645 * Math.Tanh(30.834 - 54.4806 * s) + 2.1581 * Math.Tanh(52.294 - 50.294 * s) - 0.14169 * Math.Tanh(11.0923 - 19.8543 * s)
            + 0.2051 * Math.Tanh(1.4684 - 5.4888 * s) + 0.2531 * Math.Tanh((-s + 0.56478) / 0.1316) - 0.02167 * Math.Tanh((s - 0.525) / 0.006);
    }

    [Fact]
    public void Files_give_the_printed_formulas()
    {
        var (graphite, cobalt) = (Host.Load(ModelLibrary.Shipped(), "graphite-mcmb"), Host.Load(ModelLibrary.Shipped(), "lixcoo2-dualfoil"));
        for (var x = 0.46; x < 0.99; x += 0.01)
        {
            Assert.Equal(Graphite(x), graphite.OpenCircuitVoltage(x, 298.15), 1e-13);
            Assert.Equal(Cobalt(x), cobalt.OpenCircuitVoltage(x, 298.15), 1e-13);
        }
        // ∫U dx by Simpson's rule outside the code: the work of the free energy.
        Assert.Equal(0.12840985303882652, 0.15 * 0.6 - (graphite.FreeEnergy.FreeEnergy(0.7, 298.15) - graphite.FreeEnergy.FreeEnergy(0.1, 298.15)), 1e-10);
        Assert.Equal(1.7841842501275622, 4 * 0.45 - (cobalt.FreeEnergy.FreeEnergy(0.95, 298.15) - cobalt.FreeEnergy.FreeEnergy(0.5, 298.15)), 1e-10);
    }

    [Fact]
    public void Voltage_of_the_cell_of_Marquis_as_the_current_is_switched_on_is_that_of_another_code()
    {
        // 24 A/m² over electrodes of 100 µm: the first row of the stored single-particle run at 1C (PyBaMM), 3.780080564 V.
        var (graphite, cobalt) = (Host.Load(ModelLibrary.Shipped(), "graphite-mcmb"), Host.Load(ModelLibrary.Shipped(), "lixcoo2-dualfoil"));
        var current = 0.680616 / (0.137 * 0.207);
        var (negative, positive) = (current / (3 * 0.6 / 1e-5 * 1e-4), current / (3 * 0.5 / 1e-5 * 1e-4));
        var etaNegative = Insertion.Kinetics.RequiredOverpotential.Find(graphite.Kinetics, graphite.Interface(0.8, 298.15), -negative)!.Value;
        var etaPositive = Insertion.Kinetics.RequiredOverpotential.Find(cobalt.Kinetics, cobalt.Interface(0.6, 298.15), positive)!.Value;
        var voltage = cobalt.OpenCircuitVoltage(0.6, 298.15) + etaPositive - graphite.OpenCircuitVoltage(0.8, 298.15) - etaNegative;
        Assert.Equal(3.780080564, voltage, 1e-6);
    }

    [Fact]
    public void Powers_with_their_derivatives_and_primitives()
    {
        // 4.2 − 0.2·y² + 0.01/(0.1 + y), y = 2x, by hand at x = 0.3.
        var law = new ClosedFormOpenCircuitVoltage(4.2, [new(VoltageShape.Power, -0.2, 0, 1, 2), new(VoltageShape.Power, 0.01, 0.1, 1, -1)], 2, EcramSim.Insertion.Quantities.Interval.Closed(0.1, 0.9));
        Assert.Equal(-(4.2 - 0.2 * 0.36 + 0.01 / 0.7), law.ChemicalPotential(0.3, 300), 1e-14);
        Assert.Equal(2 * (0.4 * 0.6 + 0.01 / 0.49), law.ChemicalPotentialSlope(0.3, 300), 1e-14);
        var work = -(4.2 * 0.2 - 0.2 / 3 * (1.0 - 0.216) / 2 + 0.005 * Math.Log(1.1 / 0.7));
        Assert.Equal(work, law.FreeEnergy(0.5, 300) - law.FreeEnergy(0.3, 300), 1e-13);
    }

    [Theory]
    [InlineData("{ \"amplitude_V\": [1], \"offset\": [0], \"slope\": [0], \"width\": [1] }", "row 1")]
    [InlineData("{ \"amplitude_V\": [1, 2], \"offset\": [0, 0], \"slope\": [1, 1], \"width\": [1, 0] }", "row 2")]
    [InlineData("{ \"amplitude_V\": [1], \"offset\": [0], \"slope\": [1], \"widht\": [1] }", "width")]
    public void Terms_without_a_meaning_are_refused(string table, string word)
    {
        var text = File.ReadAllText(Path.Combine(ModelLibrary.ShippedFolder("models"), "materials", "graphite-mcmb.json"));
        var start = text.IndexOf("\"tanh\": { \"value\": ", StringComparison.Ordinal) + "\"tanh\": { \"value\": ".Length;
        using var folder = new Models.ModelFolder(string.Concat(text.AsSpan(0, start), table, text.AsSpan(text.IndexOf(", \"status\"", start, StringComparison.Ordinal))));
        Assert.Contains(word, Assert.Throws<InputException>(() => Host.Load(folder.Library, Models.ModelFolder.Name)).Message, StringComparison.Ordinal);
    }
}
