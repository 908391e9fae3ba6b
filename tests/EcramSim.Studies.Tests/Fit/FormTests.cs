using EcramSim.Ecram;
using EcramSim.Insertion.Models;
using EcramSim.Studies.Fit.Laws;
using System.Text.Json.Nodes;

namespace EcramSim.Studies.Tests.Fit;

/// <summary>Each form says in double precision what the law of its device file does in single.</summary>
public class FormTests
{
    public static TheoryData<string> Names => new("constant-step", "linear-step", "soft-bounds", "power-step", "exponential-step", "nonlinearity-label", "piecewise-step of 5", "table-step of 3", "table-step of 9");

    [Theory]
    [MemberData(nameof(Names))]
    public void The_device_file_does_what_was_fitted(string name)
    {
        var form = StepForms.For(new StepSummary(0, 1, (0.02, -0.01), (-0.03, -0.01), 0.3, 0.001), 1000).Single(f => f.Name == name);
        // Values of no special kind, the same for all laws.
        double[] values = [.. form.Parameters.Select((p, i) => p.Name switch { "lower_bound" => 0.1, "upper_bound" => 0.9, "slope_up" => 0.3, "slope_down" => 0.7, "cycle_noise" => 0.4, "power_up" => 0.6, "power_down" => 1.7, "exponent_up" => 1.1, "exponent_down" => -1.6, "label_up" => 1.3, "label_down" => -0.8, "pulses_up" => 40, "pulses_down" => 70, _ => 0.01 * (1 + 0.1 * i) })];
        var law = form.With(values);
        var document = new JsonObject { ["kind"] = "update-law", ["title"] = "test", ["response"] = form.Response(values, new Evidence("test", [])) };
        var device = CellDevice.Read(new ModelLibrary([], new Dictionary<string, JsonObject> { ["devices/x"] = document }), "x");
        Assert.Equal(-1.25, device.Law.Minimum, 1e-6);
        Assert.Equal(1.25, device.Law.Maximum, 1e-6);
        var half = 0.4 * (law.Maximum - law.Minimum);
        for (var w = -1.2; w <= 1.2; w += 0.2)
            foreach (var up in new[] { true, false })
            {
                var state = 0.5 * (law.Minimum + law.Maximum) + w * half;
                var mean = SyntheticCell.Next(device.Law, w, up, 0) - w;
                Assert.Equal(law.Step(state, up) / half, mean, 2e-6);
                if (Math.Abs(w) < 1.1) Assert.Equal(law.Noise(state, up) / half, Math.Abs(SyntheticCell.Next(device.Law, w, up, 1) - w - mean), 2e-6);
            }
    }
}
