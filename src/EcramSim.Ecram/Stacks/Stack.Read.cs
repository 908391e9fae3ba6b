using EcramSim.Ecram.Degradation;
using EcramSim.Insertion.Materials;
using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Ecram.Stacks;

public sealed partial record Stack
{
    private static readonly string[] GateKinds = ["host", "reservoir", "blocking"];

    /// <summary>Reads the sections of a physical device file, and the host and electrolyte files that it names.</summary>
    /// <exception cref="InputException">Anything missing, unknown, of a wrong unit or out of range; materials that do not fit each other.</exception>
    public static Stack Read(ModelNode node, IReadOnlyList<Setting>? settings)
    {
        var temperature = node.Quantity("temperature", Dimension.Kelvin, Interval.Closed(150, 1500));
        var electrolyteNode = node.Child("electrolyte");
        var material = Named(electrolyteNode, "material", id => Insertion.Materials.Electrolyte.Load(node.Library, id, settings));
        var electrolyte = new ElectrolyteLayer(material, electrolyteNode.Quantity("thickness", Dimension.Metre, Interval.Closed(1e-10, 1e-2)));
        var channel = ReadChannel(node.Child("channel"), material, settings);
        var gate = ReadGate(node.Child("gate"), material, channel.Host, settings);
        var line = node.Child("line");
        if (channel is { AirOxidation: not null, Transport.Law: ChannelLaw.CahnHilliard })
            throw node.Child("channel").Error("air_oxidation", "goes with the transport 'homogeneous' or 'fick' only");
        var stack = new Stack(temperature, channel, electrolyte, gate,
            line.Quantity("series_resistance", Dimension.Ohm, Interval.NotNegative),
            line.Quantity("parasitic_capacitance", Dimension.Farad, Interval.NotNegative, 0),
            OperatingWindow.Read(node.Child("window"), channel.Host.Validity, channel.Host.Id), PulseShape.Read(node.Child("pulse")))
        {
            Degradation = node.Has("degradation") ? Catalogue<IDegradation>.Read(node.Child("degradation")) : null,
        };
        stack.CheckReservoir(node);
        return stack;
    }

    private static ChannelLayer ReadChannel(ModelNode node, Electrolyte electrolyte, IReadOnlyList<Setting>? settings)
    {
        var host = LoadHost(node, settings);
        RequireIon(node, host, electrolyte);
        if (host.ElectronicConductivity is null) throw node.Error("host", $"'{host.Id}' has no electronic conductivity, so it cannot be read as a channel");
        return new ChannelLayer(host, node.Quantity("thickness", Dimension.Metre, Interval.Closed(1e-10, 1e-3)),
            node.Quantity("width", Dimension.Metre, Interval.Closed(1e-9, 1)), node.Quantity("length", Dimension.Metre, Interval.Closed(1e-9, 1)),
            node.Quantity("contact_resistance", Dimension.Ohm, Interval.NotNegative, 0),
            node.Quantity("double_layer_capacitance", Dimension.AreaCapacitance, Interval.Positive, electrolyte.DoubleLayerCapacitance),
            node.Has("conductance_follows_double_layer") && node.Flag("conductance_follows_double_layer"))
        {
            Transport = ChannelTransport.Read(node, host),
            AirOxidation = Arrhenius.ReadOptional(node, "air_oxidation", Dimension.CurrentDensity, Interval.Positive),
            ElectrostaticMobility = node.Has("electrostatic_mobility") ? node.Quantity("electrostatic_mobility", Dimension.Mobility, Interval.Finite) : null,
        };
    }

    private static GateLayer ReadGate(ModelNode node, Electrolyte electrolyte, Host channel, IReadOnlyList<Setting>? settings)
    {
        var kind = node.Has("kind") ? (GateKind)Array.IndexOf(GateKinds, node.Choice("kind", GateKinds)) : GateKind.Host;
        double Ratio() => node.Quantity("area_ratio", Dimension.None, Interval.Positive, 1);
        double DoubleLayer() => node.Quantity("double_layer_capacitance", Dimension.AreaCapacitance, Interval.Positive, electrolyte.DoubleLayerCapacitance);
        if (kind == GateKind.Blocking)
            return GateLayer.Capacitor(channel, node.Quantity("rest_potential", Dimension.Volt, Interval.Closed(-10, 10)), Ratio(), DoubleLayer());
        var host = LoadHost(node, settings);
        RequireIon(node, host, electrolyte);
        if (host.ReferenceElectrode != channel.ReferenceElectrode)
            throw node.Error("host", $"'{host.Id}' gives voltages against '{host.ReferenceElectrode}', the channel '{channel.Id}' against '{channel.ReferenceElectrode}'");
        var thickness = kind == GateKind.Host ? node.Quantity("thickness", Dimension.Metre, Interval.Closed(1e-10, 1e-2)) : 0;
        return new GateLayer(host, thickness, node.Number("filling", Interval.Fraction), Ratio(), DoubleLayer()) { Kind = kind };
    }

    // The interface belongs to two materials: a device may replace the kinetics that the host file gives.
    // A file that names a material that is not there: the line tells where the name stands.
    private static T Named<T>(ModelNode node, string key, Func<string, T> load)
    {
        try
        {
            return load(node.Text(key));
        }
        catch (InputException e) when (e.Message.StartsWith("models/", StringComparison.Ordinal) && e.Message.Contains(": unknown ", StringComparison.Ordinal))
        {
            throw node.Error(key, e.Message);
        }
    }

    private static Host LoadHost(ModelNode node, IReadOnlyList<Setting>? settings)
    {
        var host = Named(node, "host", id => Host.Load(node.Library, id, settings));
        if (!node.Has("kinetics")) return host;
        return host with { Kinetics = Host.ReadKinetics(node.Child("kinetics")) };
    }

    private static void RequireIon(ModelNode node, Host host, Electrolyte electrolyte)
    {
        if (host.Ion != electrolyte.Ion || host.ChargeNumber != electrolyte.ChargeNumber)
            throw node.Error("host", $"'{host.Id}' takes {host.Ion} (z = {host.ChargeNumber}), but the electrolyte '{electrolyte.Id}' conducts {electrolyte.Ion} (z = {electrolyte.ChargeNumber})");
    }

    // A finite reservoir must not run empty or full inside the window.
    private void CheckReservoir(ModelNode node)
    {
        var valid = Gate.Host.Validity;
        foreach (var x in new[] { Window.Minimum, Window.Maximum })
            if (!valid.Contains(GateFilling(x)))
                throw new InputException(FormattableString.Invariant(
                    $"{node.File}: gate.filling: the gate reservoir is too small: at the channel filling {x:G4} its own filling is {GateFilling(x):G4}, outside {valid}"));
    }
}
