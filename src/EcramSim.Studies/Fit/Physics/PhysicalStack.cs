using System.Globalization;
using System.Text.Json.Nodes;
using EcramSim.Ecram.Stacks;
using EcramSim.Insertion.Models;
using EcramSim.Insertion.Quantities;
using EcramSim.Studies.Fit.Laws;

namespace EcramSim.Studies.Fit.Physics;

/// <summary>The cell from which a fit on the level of physics begins: a physical device file with the pulses of the data in it.</summary>
/// <param name="Stack">The cell.</param>
/// <param name="Free">What is moved.</param>
/// <param name="Json">The device document that it was read from.</param>
/// <param name="Hosts">Documents of the hosts by id, for their rate constants.</param>
internal sealed record PhysicalStack(Stack Stack, IReadOnlyList<FreeQuantity> Free, JsonObject Json, IReadOnlyDictionary<string, JsonObject> Hosts)
{
    private const string Id = "fit";

    /// <exception cref="InputException">Names that are wrong, data that no physical cell can have.</exception>
    internal static PhysicalStack Of(FitPlan plan, PulseData data, ModelLibrary library, IReadOnlyList<Setting> settings)
    {
        if (data.Unit != "S") throw new InputException($"{plan.Pulses}: the level of physics needs conductances in S; name the unit in the file or by --unit");
        var (name, json) = Load(plan, library, settings);
        if (json["pulse"] is not JsonObject pulse) throw new InputException($"--stack {name}: has no section pulse");
        var source = $"measured, {data.Name}";
        void Set(JsonObject section, string key, double? value, string unit)
        {
            if (value is { } v) section[key] = Parameter(v, unit, "measured", source);
        }
        var absolute = pulse["amplitude_reference"]?.ToString() == "absolute";
        Set(pulse, "amplitude_up", absolute ? data.VoltageUp : Positive(data.VoltageUp), "V");
        Set(pulse, "amplitude_down", absolute ? data.VoltageDown : Positive(data.VoltageDown), "V");
        Set(pulse, "width", Positive(data.Width), "s");
        Set(pulse, "rest", Positive(data.Delay), "s");
        Set(json, "temperature", data.Temperature, "K");
        var documents = library.Used.ToDictionary(m => m.Key, m => m.Value, StringComparer.Ordinal);
        documents[$"devices/{Id}"] = json;
        var node = new ModelLibrary([ModelLibrary.ShippedFolder("models")], documents).Load(ModelKind.Device, Id);
        var stack = Stack.Read(node, null);
        FreeQuantity[] free = [.. (plan.Free.Count > 0 ? plan.Free : ["exchange_current", "resistance", "thickness"]).Distinct(StringComparer.Ordinal).Select(FreeQuantity.Named)];
        if (data.VoltageUp is { } up && Math.Sign(up) != stack.PotentiatingPolarity)
            throw new InputException($"{plan.Pulses}: {(up > 0 ? "positive" : "negative")} pulses potentiate, but in '{stack.Channel.Host.Id}' {(stack.PotentiatingPolarity > 0 ? "positive" : "negative")} ones do (gate minus channel)");
        var hosts = documents.Where(d => d.Key.StartsWith("materials/", StringComparison.Ordinal)).ToDictionary(d => d.Key["materials/".Length..], d => d.Value, StringComparer.Ordinal);
        return new PhysicalStack(Reach(stack, free, data), free, json, hosts);
    }

    /// <summary>Reads the device that a plan begins with, its materials in place, through the library of the run, so that its record carries them.</summary>
    internal static (string Name, JsonObject Json) Load(FitPlan plan, ModelLibrary library, IReadOnlyList<Setting> settings)
    {
        if (plan.Stack is not { } name) throw new InputException("--stack: the level of physics needs a physical device to begin with, such as lixwo3-lipon");
        library.Load(ModelKind.Device, name, settings);
        var json = library.Used[$"devices/{ModelLibrary.IdOf(name)}"].DeepClone().AsObject();
        if (json["kind"]?.ToString() != "physical") throw new InputException($"--stack {name}: is not a physical device but of the kind '{json["kind"]}'");
        foreach (var key in new[] { "learning_rates", "published", "description" }) json.Remove(key);
        Replace(json, "channel", "host", plan.Host);
        Replace(json, "electrolyte", "material", plan.Electrolyte);
        Replace(json, "gate", "host", plan.Gate);
        foreach (var (section, key, kind) in new[] { ("channel", "host", ModelKind.Material), ("gate", "host", ModelKind.Material), ("electrolyte", "material", ModelKind.Electrolyte) })
            if (json[section] is JsonObject part && part[key]?.ToString() is { } id) library.Load(kind, id, settings);
        return (name, json);
    }

    /// <summary>The device file with the numbers of a fit.</summary>
    internal JsonObject Document(double[] values, UnitOfFit unit, Evidence evidence, PulseData data)
    {
        var json = Json.DeepClone().AsObject();
        json["title"] = $"{data.Name}, fitted to a cell of {Stack.Channel.Host.Id}";
        json["description"] = $"{string.Join(", ", Free.Select(f => f.Name))} fitted to the measured pulses of {data.Name}; everything else as in the file that the fit began with.";
        var stack = Stack;
        for (var i = 0; i < Free.Count; i++)
        {
            stack = Free[i].With(stack, values[i]);
            if (Free[i].Section.Length > 0) json[Free[i].Section]!.AsObject()[Free[i].Key] = Parameter(values[i], Free[i].Unit, "fitted", evidence.Source);
            else foreach (var (section, key) in new[] { ("channel", "host"), ("gate", "host") }) ScaleRate(json[section]!.AsObject(), key, values[i], evidence.Source);
        }
        var window = PhysicalForm.WindowOf(stack, unit);
        json["window"] = new JsonObject
        {
            ["minimum"] = evidence.Fitted(window.Minimum), ["maximum"] = evidence.Fitted(window.Maximum), ["hold"] = evidence.Fitted(window.Hold),
        };
        return json;
    }

    // The host's interface law stands in the device file, with its rate constant multiplied.
    private void ScaleRate(JsonObject section, string key, double factor, string source)
    {
        var kinetics = (section["kinetics"] ?? Hosts[ModelLibrary.IdOf(section[key]!.ToString())]["kinetics"])!.DeepClone().AsObject();
        if (kinetics["rate_constant"] is not JsonObject rate || !Units.TryParse(rate["value"]!.ToString(), Dimension.CurrentDensity, out var value, out _))
            throw new InputException($"--free exchange_current: the interface law of '{section[key]}' has no rate_constant");
        kinetics["rate_constant"] = Parameter(value * factor, "A/m2", "fitted", source);
        section["kinetics"] = kinetics;
    }

    // The readings must lie within the conductances of the host: a free geometry is brought there first.
    private static Stack Reach(Stack stack, FreeQuantity[] free, PulseData data)
    {
        var (low, high) = PhysicalForm.Conductances(stack);
        if (data.Minimum >= low && data.Maximum <= high) return stack;
        var scalable = free.FirstOrDefault(f => f.Name is "thickness" or "width") ?? free.FirstOrDefault(f => f.Name == "length");
        var centre = 0.5 * (stack.Conductance(stack.Window.Minimum) + stack.Conductance(stack.Window.Maximum));
        var factor = 0.5 * (data.Minimum + data.Maximum) / centre;
        if (scalable is not null && double.IsFinite(factor) && factor > 0)
        {
            var moved = scalable.With(stack, scalable.Value(stack) * (scalable.Name == "length" ? 1 / factor : factor));
            (low, high) = PhysicalForm.Conductances(moved);
            if (data.Minimum >= low && data.Maximum <= high) return moved;
        }
        throw new InputException(FormattableString.Invariant(
            $"{data.Name}: readings from {data.Minimum:G4} to {data.Maximum:G4} S lie outside the {low:G4} to {high:G4} S that '{stack.Channel.Host.Id}' can have in this geometry; free thickness, width or length"));
    }

    private static void Replace(JsonObject json, string section, string key, string? id)
    {
        if (id is null) return;
        var part = json[section] as JsonObject ?? throw new InputException($"--stack: has no section {section}");
        part[key] = id;
        // What the file says about the interface belongs to the material that it replaced.
        if (key == "host") part.Remove("kinetics");
    }

    private static JsonObject Parameter(double value, string unit, string status, string source) =>
        new() { ["value"] = $"{value.ToString("R", CultureInfo.InvariantCulture)} {unit}", ["status"] = status, ["source"] = source };

    private static double? Positive(double? value) => value is { } v && v != 0 ? Math.Abs(v) : null;
}
