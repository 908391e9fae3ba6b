using System.Text.Json.Nodes;
using EcramSim.Ecram.Cells;
using EcramSim.Ecram.Degradation;
using EcramSim.Ecram.Observables;
using EcramSim.Ecram.Stacks;
using EcramSim.Insertion.Models;
using EcramSim.Tests.Reference;

namespace EcramSim.Ecram.Tests.Stacks;

/// <summary>The optional keys of a physical device file: what they become, what their absence means, and how a mistake in them is told.</summary>
public sealed class StackReadingTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    public void Dispose() => _folder.Delete(recursive: true);

    private static JsonObject Value(JsonNode value) => new() { ["value"] = value, ["status"] = "estimated", ["source"] = "test" };

    // The tungsten cell with another section or key.
    private string File(Action<JsonObject> change)
    {
        var json = JsonNode.Parse(System.IO.File.ReadAllText(Path.Combine(ReferenceData.RepositoryRoot, "models", "devices", "lixwo3-lipon.json")))!.AsObject();
        change(json);
        var path = Path.Combine(_folder.FullName, "mine.json");
        System.IO.File.WriteAllText(path, json.ToJsonString());
        return path;
    }

    private Stack Read(Action<JsonObject> change)
    {
        var node = Shipped.Library().Load(ModelKind.Device, File(change), null);
        return Stack.Read(node, null);
    }

    private void Fails(Action<JsonObject> change, params string[] parts)
    {
        var message = Assert.Throws<InputException>(() => CellDevice.Read(Shipped.Library(), File(change))).Message;
        Assert.All(parts, part => Assert.Contains(part, message, StringComparison.Ordinal));
        Assert.DoesNotContain('\n', message);
    }

    [Fact]
    public void Files_without_the_keys_mean_what_they_meant()
    {
        var stack = Read(_ => { });
        Assert.Equal(ChannelLaw.Homogeneous, stack.Channel.Transport.Law);
        Assert.Null(stack.Channel.ElectrostaticMobility);
        Assert.Equal(GateKind.Host, stack.Gate.Kind);
        Assert.Null(stack.Degradation);
        Assert.False(stack.Pulse.IsCurrent);
        Assert.Equal(0, stack.Pulse.Edge);
        Assert.Same(Waveform.Rectangle, stack.Pulse.Wave);
        Assert.Equal(3e-5 + 3e-3, stack.Pulse.SlotTime, 1e-15);
    }

    [Fact]
    public void Channel_through_its_thickness()
    {
        Assert.Equal(ChannelTransport.Fick, Read(d => d["channel"]!["transport"] = new JsonObject { ["law"] = "fick" }).Channel.Transport);
        var own = Read(d => d["channel"]!["transport"] = new JsonObject { ["law"] = "fick", ["nodes"] = Value(12), ["refinement"] = Value(3) }).Channel;
        Assert.Equal((12, 12, 3), (own.Transport.Nodes, own.Film(300).Size, own.Transport.Refinement));
        Fails(d => d["channel"]!["transport"] = new JsonObject { ["law"] = "fik" }, "channel.transport.law", "'fick'");
        Fails(d => d["channel"]!["transport"] = new JsonObject { ["law"] = "cahn-hilliard" }, "channel.transport.law", "lixwo3", "phase_field");
        Fails(d => d["channel"]!["transport"] = new JsonObject { ["law"] = "fick", ["nodes"] = Value(2) }, "channel.transport.nodes", "[3, 2000]");
    }

    [Fact]
    public void Gates_that_are_no_finite_host()
    {
        var reservoir = Read(d =>
        {
            d["gate"]!["kind"] = "reservoir";
            d["gate"]!.AsObject().Remove("thickness");
        });
        Assert.Equal(reservoir.Gate.Filling, reservoir.GateFilling(0.3));
        var blocking = Read(d => d["gate"] = new JsonObject { ["kind"] = "blocking", ["rest_potential"] = Value("2.8 V"), ["area_ratio"] = Value(1000) });
        // 1000 times 0.1 F/m²; 125 C/m² when full.
        Assert.Equal(0.1 / 100 * blocking.Channel.Capacity, blocking.GateCharging(0.3), 1e-12);
        Assert.Equal(2.8 - blocking.Channel.Host.OpenCircuitVoltage(0.2, blocking.Temperature), blocking.HoldVoltage, 1e-12);
        Fails(d => d["gate"] = new JsonObject { ["kind"] = "blocking", ["rest_potential"] = Value("2.8 V"), ["thickness"] = Value("1 nm") }, "gate", "'thickness'");
        Fails(d => d["gate"]!["kind"] = "blocked", "gate.kind", "'blocking'");
    }

    [Fact]
    public void Pulses_of_current_with_edges_and_compliance()
    {
        void Change(JsonObject d)
        {
            var pulse = d["pulse"]!.AsObject();
            foreach (var key in new[] { "amplitude_reference", "amplitude_up", "amplitude_down" }) pulse.Remove(key);
            (pulse["drive"], pulse["current_up"], pulse["current_down"]) = ("current", Value("50 nA"), Value("40 nA"));
            (pulse["edge"], pulse["compliance"]) = (Value("1 us"), Value("2 V"));
        }
        var stack = Read(Change);
        // Lithiation potentiates: positive.
        Assert.Equal(5e-8, stack.PulseLevel(true), 1e-20);
        Assert.Equal(-4e-8, stack.PulseLevel(false), 1e-20);
        Assert.Equal((2, 1e-6, 32e-6 + 3e-3), (stack.Pulse.Compliance, stack.Pulse.Edge, stack.Pulse.SlotTime));
        Assert.Throws<InvalidOperationException>(() => stack.PulseVoltage(true));
        var device = CellDevice.Read(Shipped.Library(), File(Change));
        // 50 nA for 31 µs in 12.5 nC, whatever the state: straight branches.
        Assert.Equal(50e-9 * 31e-6, new Cell(stack).Pulse(Shipped.Middle(stack), true).LoopCharge, 1e-5 * 50e-9 * 31e-6);
        Assert.InRange(Math.Abs(device.DataSheet.Observables.Potentiation.Nonlinearity), 0, 0.2);
        Assert.Null(device.Cost!.PulseVoltage);
        Fails(d => d["pulse"]!["drive"] = "current", "pulse", "current_up");
    }

    [Fact]
    public void What_the_gate_does_afterwards()
    {
        var selector = Read(d => (d["pulse"]!["gate_after"], d["pulse"]!["selector_off_current"]) = ("selector", Value("1 pA"))).Pulse;
        Assert.Equal((GateAfterPulse.Selector, 1e-12), (selector.After, selector.SelectorOffCurrent));
        var shorted = Read(d => (d["pulse"]!["gate_after"], d["pulse"]!["short_resistance"]) = ("shorted", Value("1 Mohm"))).Pulse;
        Assert.Equal((GateAfterPulse.Shorted, 1e6), (shorted.After, shorted.ShortResistance));
        Fails(d => d["pulse"]!["gate_after"] = "selector", "pulse.selector_off_current", "missing");
        Fails(d => d["pulse"]!["gate_after"] = "shortened", "pulse.gate_after", "'shorted'");
        // A key of another choice is no silent passenger.
        Fails(d => d["pulse"]!["selector_off_current"] = Value("1 pA"), "pulse", "'selector_off_current'");
    }

    [Fact]
    public void Waveforms()
    {
        JsonObject Wave(double[] time, double[] level) => Value(new JsonObject { ["time"] = new JsonArray([.. time.Select(t => JsonValue.Create(t))]), ["level"] = new JsonArray([.. level.Select(t => JsonValue.Create(t))]) });
        var wave = Read(d => d["pulse"]!["waveform"] = Wave([0, 0.5, 0.5, 1], [1, 1, 0.5, 0.5])).Pulse.Wave;
        Assert.Equal([(0.5, 1, 1), (0.5, 0.5, 0.5)], wave.Pieces);
        Fails(d => d["pulse"]!["waveform"] = Wave([0, 0.5], [1, 1]), "pulse.waveform", "last time must be 1");
        Fails(d => d["pulse"]!["waveform"] = Wave([0, 0.6, 0.5, 1], [1, 1, 1, 1]), "pulse.waveform", "never fall");
        Fails(d => (d["pulse"]!["edge"], d["pulse"]!["return_edge"]) = (Value("2 us"), Value("1 us")), "pulse.edge", "return edge");
    }

    [Fact]
    public void Declared_degradation()
    {
        var stack = Read(d => d["degradation"] = new JsonObject { ["law"] = "irreversible-sites", ["lost_per_cycle"] = Value(1e-9) });
        Assert.Equal(new IrreversibleSites(1e-9), stack.Degradation);
        // Without contacts that compress the range: ln(1/0.9)/1e-9.
        var bare = stack with { Channel = stack.Channel with { ContactResistance = 0 } };
        Assert.Equal(1.0536e8, Endurance.Of(bare)!.CyclesToTenth!.Value, 1e4);
        Fails(d => d["degradation"] = new JsonObject { ["law"] = "trapped-ion" }, "degradation.law", "'trapped-ions'");
    }
}
