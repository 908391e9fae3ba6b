using System.Text.Json.Nodes;
using EcramSim.Ecram.Cells;
using EcramSim.Ecram.Compact;
using EcramSim.Ecram.Observables;
using EcramSim.Ecram.Stacks;
using EcramSim.Tests.Reference;

namespace EcramSim.Ecram.Tests.Devices;

/// <summary>Disturb, drift and shifted hold voltage against the same independent implementation.</summary>
public class IndependentDynamicsTests
{
    public static IEnumerable<object[]> Cases =>
        from file in ReferenceData.Files("ecram", "stacks.json").Take(1) from id in Shipped.Independent select new object[] { file, id };

    private static double Value(string file, string id, string key) =>
        (double)JsonNode.Parse(File.ReadAllText(file))!["stacks"]![id]!["observables"]![key]!;

    [Theory]
    [MemberData(nameof(Cases))]
    public void Half_selected_cells_move_a_part_of_a_step(string file, string id)
    {
        var stack = Shipped.IndependentStack(id);
        var disturb = Disturb.Of(stack)!;
        Assert.Equal(Value(file, id, "dist2"), disturb.HalfUp, 2e-4);
        Assert.Equal(Value(file, id, "dist3"), disturb.ThirdUp, 2e-4);
    }

    // The reference tells when a tenth of the window is lost from the worst of both ends and the middle: at that time, it must be a tenth here.
    // It lets open cells drift through states of rest (the nickelate's film holds 7 mV of 80 back in truth) and shorts cells without double layers.
    [Theory]
    [MemberData(nameof(Cases))]
    public void Drift_of_open_and_shorted_cells(string file, string id)
    {
        var stack = Shipped.IndependentStack(id);
        var atRest = new Cell(stack with { RateFactor = 1000 });
        var bare = new Cell(stack with
        {
            Channel = stack.Channel with { DoubleLayer = 1e-3 * stack.Channel.DoubleLayer }, Gate = stack.Gate with { DoubleLayer = 1e-3 * stack.Gate.DoubleLayer },
        });
        var window = stack.Window.Maximum - stack.Window.Minimum;
        double[] starts = [stack.Window.Minimum, stack.Window.Middle, stack.Window.Maximum];
        double Worst(Func<CellState, CellState> run) =>
            starts.Max(x => Math.Abs(run(CellState.Equilibrium(stack, x)).Filling - x)) / window;
        Assert.Equal(0.1, Worst(s => atRest.Rest(s, Value(file, id, "t10_open_s"))), 0.003);
        Assert.Equal(0.1, Worst(s => bare.Hold(s, 0, Value(file, id, "t10_short_s"))), 0.003);
    }

    [Fact]
    public void A_shifted_hold_voltage_moves_the_symmetry_point()
    {
        // 0.17 V off centre: 73.6 % and labels 1.11 up, 1.66 down.
        var stack = Shipped.Stack("pedot-pss");
        var hold = stack.HoldVoltage - 0.17;
        var shifted = stack with { Pulse = stack.Pulse with { IsAbsolute = true, AmplitudeUp = hold - 0.8, AmplitudeDown = hold + 0.8 } };
        var o = PulseObservables.Of(CompactResponse.Of(shifted).Steps, isConductance: true);
        // The shift is known to two digits; 0.005 V are 0.66 % of the range.
        Assert.Equal(73.6, o.SymmetryPoint!.Value, 0.7);
        Assert.Equal(1.11, o.Potentiation.Nonlinearity, 0.02);
        Assert.Equal(1.66, o.Depression.Nonlinearity, 0.02);
    }
}
