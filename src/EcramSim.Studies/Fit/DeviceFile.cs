using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using EcramSim.Ecram;
using EcramSim.Insertion.Models;
using EcramSim.Studies.Fit.Laws;
using EcramSim.Studies.Fit.Physics;

namespace EcramSim.Studies.Fit;

/// <summary>A fitted law as a device file that every other command reads.</summary>
internal static class DeviceFile
{
    private const string Id = "device";
    private static readonly JsonSerializerOptions Written = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static string Text(JsonObject document) => document.ToJsonString(Written).ReplaceLineEndings("\n") + "\n";

    /// <summary>The best law whose device can be used, with the file and why better ones cannot.</summary>
    internal static (CandidateLaw Chosen, JsonObject Document, CellDevice Device, IReadOnlyList<string> Refused, string Evolution) First(
        FitPlan plan, PulseData data, UnitOfFit unit, IReadOnlyList<CandidateLaw> ordered, PhysicalStack? stack, ModelLibrary library, RelaxationFit? relaxation, Func<CandidateLaw, IReadOnlyList<Junction>> junctions)
    {
        var refused = new List<string>();
        foreach (var candidate in ordered)
        {
            var document = Document(plan, data, unit, candidate, stack);
            var evolution = "";
            if (stack is null)
            {
                var (low, high) = RangeOf(candidate);
                (var section, evolution) = EvolutionSection.Of(data, unit, relaxation, junctions(candidate), low, high, new Evidence($"fit to {relaxation?.Values.Length} readings of {Path.GetFileName(plan.Retention)} and the reversals of {data.Name}", []));
                if (section is not null) document["evolution"] = section;
            }
            try
            {
                return (candidate, document, Read(document, library), refused, evolution);
            }
            catch (InputException e)
            {
                refused.Add($"{candidate.Name} makes no device: {e.Message[(e.Message.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()}");
            }
        }
        throw new InputException($"{plan.Pulses}: no law gives a device that can be used: {string.Join("; ", refused)}");
    }

    private static (double Low, double High) RangeOf(CandidateLaw law) => (law.Fits.Average(f => f.Law.Minimum), law.Fits.Average(f => f.Law.Maximum));

    private static CellDevice Read(JsonObject document, ModelLibrary library)
    {
        // A library of its own, so that the record of the run does not count its result among its inputs.
        var documents = library.Used.ToDictionary(m => m.Key, m => m.Value, StringComparer.Ordinal);
        documents[$"devices/{Id}"] = document;
        return CellDevice.Read(new ModelLibrary([ModelLibrary.ShippedFolder("models")], documents), Id);
    }

    private static JsonObject Document(FitPlan plan, PulseData data, UnitOfFit unit, CandidateLaw law, PhysicalStack? stack)
    {
        var steps = law.Fits.Sum(f => f.Steps);
        var evidence = new Evidence($"fit of {law.Name} to {steps} pulses of {data.Name}", SpreadOf(law));
        if (stack is not null) return stack.Document(law.Nominal, unit, evidence, data);
        var (low, high) = RangeOf(law);
        var ends = FormattableString.Invariant($"{unit.Back(low, ParameterUnit.Level):G6} to {unit.Back(high, ParameterUnit.Level):G6}{(data.Unit == "S" ? " S" : "")}");
        return new JsonObject
        {
            ["kind"] = "update-law",
            ["title"] = $"{data.Name}, fitted",
            ["description"] = $"{law.Name} fitted to {steps} measured pulses of {data.Name} ({law.Fits.Count} cell{(law.Fits.Count == 1 ? "" : "s")}). The range, weights -1.25 to 1.25, is {ends}; noise of the readings is not part of it.",
            ["response"] = law.Form.Response(law.Nominal, evidence),
        };
    }

    // Relative standard deviations between the cells, as the array draws them; nothing from a single cell.
    private static List<(string, double)> SpreadOf(CandidateLaw law)
    {
        if (law.Fits.Count < 2 || law.Form is PhysicalForm) return [];
        var nominal = law.Form.With(law.Nominal);
        double low = nominal.Minimum, range = nominal.Maximum - nominal.Minimum;
        double Mean(IStepLaw l, bool up) => Enumerable.Range(0, 33).Average(i => Math.Abs(l.Step(low + range * (0.1 + 0.8 * i / 32), up)));
        double[] up = [.. law.Fits.Select(f => Mean(f.Law, true) / Mean(nominal, true))], down = [.. law.Fits.Select(f => Mean(f.Law, false) / Mean(nominal, false))];
        double[] bounds = [.. law.Fits.SelectMany(f => new[] { 2 * (f.Law.Maximum - nominal.Maximum) / range, 2 * (f.Law.Minimum - nominal.Minimum) / range })];
        var spread = new List<(string, double)>();
        void Add(string key, IReadOnlyList<double> values, double mean)
        {
            var deviation = Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / Math.Max(1, values.Count - 1));
            if (deviation > 1e-6) spread.Add((key, Math.Min(deviation, 2)));
        }
        double[] both = [.. up.Zip(down, (u, d) => 0.5 * (u + d))], apart = [.. up.Zip(down, (u, d) => 0.5 * (u - d))];
        Add("step", both, both.Average());
        Add("up_down", apart, apart.Average());
        Add("bounds", bounds, 0);
        return spread;
    }
}
