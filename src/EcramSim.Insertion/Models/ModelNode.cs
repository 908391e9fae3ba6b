using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Insertion.Models;

/// <summary>
/// One object of a model file, read strictly: every getter checks unit and range and remembers that its key was used;
/// <see cref="Finish"/> refuses keys that nobody asked for. A parameter is an object
/// <c>{ "value": "120 nm", "status": "measured|fitted|estimated", "source": "…" }</c>; in files of choices (cases) the value may stand alone.
/// </summary>
public sealed class ModelNode
{
    private static readonly string[] Statuses = ["measured", "fitted", "estimated", "set"];

    private readonly JsonObject _json;
    private readonly bool _holdsChoices;
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);
    private readonly List<ModelNode> _children = [];

    internal ModelNode(string file, string path, JsonObject json, ModelLibrary library, List<ParameterRecord> parameters, bool holdsChoices)
    {
        _holdsChoices = holdsChoices;
        File = file;
        Path = path;
        _json = json;
        Library = library;
        Parameters = parameters;
    }

    /// <summary>The file as the person named it, for messages.</summary>
    public string File { get; }
    /// <summary>Dotted path of this object inside the file; empty for the root.</summary>
    public string Path { get; }
    /// <summary>The library that this file came from, to follow references to other files.</summary>
    public ModelLibrary Library { get; }
    /// <summary>All parameters read so far from this file, in the order of reading.</summary>
    public List<ParameterRecord> Parameters { get; }

    /// <summary>Whether the key is there.</summary>
    public bool Has(string key)
    {
        _asked.Add(key);
        return _json.ContainsKey(key);
    }

    /// <summary>A plain text entry without status (names, titles, references).</summary>
    public string Text(string key)
    {
        _asked.Add(key);
        if (Find(key) is JsonValue value && value.GetValueKind() == JsonValueKind.String) return value.GetValue<string>();
        throw Error(key, "must be a text");
    }

    /// <summary>As <see cref="Text(string)"/>, or <paramref name="otherwise"/> where the key is missing.</summary>
    public string Text(string key, string otherwise) => Has(key) ? Text(key) : otherwise;

    /// <summary>A text that must be one of <paramref name="valid"/>.</summary>
    public string Choice(string key, IReadOnlyCollection<string> valid)
    {
        var text = Text(key);
        return valid.Contains(text) ? text : throw InputException.UnknownName($"{File}: {Full(key)}", "value", text, valid);
    }

    /// <summary>A switch: true or false.</summary>
    public bool Flag(string key)
    {
        _asked.Add(key);
        return Find(key) is JsonValue value && value.GetValueKind() is JsonValueKind.True or JsonValueKind.False
            ? value.GetValue<bool>() : throw Error(key, "must be true or false");
    }

    /// <summary>A parameter with a unit, in SI. Energies (eV in files) come out in J: use <see cref="ElectronVolts"/> for energies per ion.</summary>
    public double Quantity(string key, Dimension dimension, Interval allowed)
    {
        var (node, text) = Value(key);
        if (node.GetValueKind() == JsonValueKind.Number && !dimension.Matches(Dimension.None))
            throw Error(key, $"value {text} has no unit; it must be a {dimension.Name} (such as \"{dimension.Example}\")");
        if (!Units.TryParse(text, dimension, out var value, out var problem)) throw Error(key, problem);
        if (!allowed.Contains(value))
            throw Error(key, $"value {text} is outside the allowed range {allowed}{(dimension.Matches(Dimension.None) ? "" : " in SI units")}");
        return value;
    }

    /// <summary>As <see cref="Quantity(string, Dimension, Interval)"/>, or <paramref name="otherwise"/> where the key is missing.</summary>
    public double Quantity(string key, Dimension dimension, Interval allowed, double otherwise) =>
        Has(key) ? Quantity(key, dimension, allowed) : otherwise;

    /// <summary>A dimensionless parameter.</summary>
    public double Number(string key, Interval allowed) => Quantity(key, Dimension.None, allowed);

    /// <summary>As <see cref="Number(string, Interval)"/>, or <paramref name="otherwise"/> where the key is missing.</summary>
    public double Number(string key, Interval allowed, double otherwise) => Has(key) ? Number(key, allowed) : otherwise;

    /// <summary>A parameter whose value is a text, such as the name of a file of measured data.</summary>
    public string TextValue(string key)
    {
        var (node, text) = Value(key);
        return node.GetValueKind() == JsonValueKind.String ? text : throw Error(key, $"value {text} must be a text");
    }

    /// <summary>A dimensionless parameter whose absence is written "none": null then.</summary>
    public double? NumberOrNone(string key, Interval allowed)
    {
        var (_, text) = Value(key);
        if (text == "none") return null;
        Parameters.RemoveAt(Parameters.Count - 1); // Number records it
        return Number(key, allowed);
    }

    /// <summary>A dimensionless parameter, or one of <paramref name="words"/>: null then, and the word is told.</summary>
    public double? NumberOr(string key, Interval allowed, IReadOnlyCollection<string> words, out string word)
    {
        (_, word) = Value(key);
        if (words.Contains(word)) return null;
        Parameters.RemoveAt(Parameters.Count - 1); // Number records it
        return word.Length > 0 && char.IsAsciiLetter(word[0]) ? throw InputException.UnknownName($"{File}: {Full(key)}", "value", word, words) : Number(key, allowed);
    }

    /// <summary>A whole number whose absence is written "none": null then.</summary>
    public int? IntegerOrNone(string key, int minimum, int maximum)
    {
        var value = NumberOrNone(key, Interval.Closed(minimum, maximum));
        return value is { } v && v != Math.Floor(v) ? throw Error(key, $"value {v.ToString("R", CultureInfo.InvariantCulture)} must be a whole number or \"none\"") : (int?)value;
    }

    /// <summary>A whole number.</summary>
    public int Integer(string key, int minimum, int maximum)
    {
        var value = Number(key, Interval.Closed(minimum, maximum));
        return value == Math.Floor(value) ? (int)value : throw Error(key, $"value {value.ToString("R", CultureInfo.InvariantCulture)} must be a whole number");
    }

    /// <summary>A plain whole number without status: a choice of structure, such as the units of a layer.</summary>
    public int Count(string key, int minimum, int maximum)
    {
        _asked.Add(key);
        if (Find(key) is not JsonValue value || value.GetValueKind() != JsonValueKind.Number) throw Error(key, "must be a whole number");
        var number = value.GetValue<double>();
        return number == Math.Floor(number) && number >= minimum && number <= maximum ? (int)number
            : throw Error(key, $"value {number.ToString("R", CultureInfo.InvariantCulture)} is not a whole number in the allowed range [{minimum}, {maximum}]");
    }

    /// <summary>As <see cref="Count(string, int, int)"/>, or <paramref name="otherwise"/> where the key is missing.</summary>
    public int Count(string key, int minimum, int maximum, int otherwise) => Has(key) ? Count(key, minimum, maximum) : otherwise;

    /// <summary>Plain whole numbers, one or several: 5 or [1, 28, 28].</summary>
    public int[] Counts(string key, int minimum, int maximum)
    {
        _asked.Add(key);
        if (Find(key) is not JsonArray array) return [Count(key, minimum, maximum)];
        var result = new int[array.Count];
        for (var i = 0; i < result.Length; i++)
        {
            if (array[i] is not JsonValue value || value.GetValueKind() != JsonValueKind.Number || value.GetValue<double>() is var number && (number != Math.Floor(number) || number < minimum || number > maximum))
                throw Error(key, $"entry {i + 1}: '{array[i]?.ToJsonString()}' is not a whole number in the allowed range [{minimum}, {maximum}]");
            result[i] = (int)value.GetValue<double>();
        }
        return result.Length > 0 ? result : throw Error(key, "is empty");
    }

    /// <summary>Whether the key holds an array.</summary>
    public bool IsList(string key) => Has(key) && _json[key] is JsonArray;

    /// <summary>An energy per ion in eV, written with its unit.</summary>
    public double ElectronVolts(string key, Interval allowed)
    {
        var joules = new Interval(allowed.Minimum * PhysicalConstants.ElementaryCharge, allowed.Maximum * PhysicalConstants.ElementaryCharge,
            allowed.MinimumIncluded, allowed.MaximumIncluded);
        return Quantity(key, Dimension.Energy, joules) / PhysicalConstants.ElementaryCharge;
    }

    /// <summary>
    /// A table: a parameter whose value is an array of rows of equal length, or an object of columns; here columns by name.
    /// The columns carry pure numbers; their units stand in the names, as in CSV ("U_V").
    /// </summary>
    public IReadOnlyDictionary<string, double[]> Table(string key, params string[] columns)
    {
        var (node, _) = Value(key);
        if (node is not JsonObject table) throw Error(key, $"value must be an object with the columns {string.Join(", ", columns)}");
        foreach (var (name, _) in table)
            if (!columns.Contains(name)) throw InputException.UnknownName($"{File}: {Full(key)}", "column", name, columns);
        var result = new Dictionary<string, double[]>(StringComparer.Ordinal);
        foreach (var column in columns)
        {
            if (table[column] is not JsonArray array) throw Error(key, $"column '{column}' is missing or not an array");
            var values = new double[array.Count];
            for (var i = 0; i < values.Length; i++)
            {
                if (array[i] is not JsonValue entry || entry.GetValueKind() != JsonValueKind.Number || !double.IsFinite(entry.GetValue<double>()))
                    throw Error(key, $"column '{column}', row {i + 1}: '{array[i]?.ToJsonString()}' is not a finite number");
                values[i] = entry.GetValue<double>();
            }
            result[column] = values;
        }
        if (result.Values.Select(v => v.Length).Distinct().Count() > 1) throw Error(key, "columns have different lengths");
        return result;
    }

    /// <summary>An object inside this one.</summary>
    public ModelNode Child(string key)
    {
        _asked.Add(key);
        if (Find(key) is not JsonObject json) throw Error(key, "must be an object");
        var child = new ModelNode(File, Full(key), json, Library, Parameters, _holdsChoices);
        _children.Add(child);
        return child;
    }

    /// <summary>An object inside this one that selects a law; the name of the law alone, true or false stand for an object with nothing but "law".</summary>
    /// <param name="key">The key.</param>
    /// <param name="ifTrue">Name of the law that true stands for.</param>
    /// <param name="ifFalse">Name of the law that false stands for.</param>
    public ModelNode LawOrSwitch(string key, string ifTrue, string ifFalse)
    {
        _asked.Add(key);
        var found = Find(key);
        if (found is JsonObject) return Child(key);
        var name = (found as JsonValue)?.GetValueKind() switch
        {
            JsonValueKind.True => ifTrue,
            JsonValueKind.False => ifFalse,
            JsonValueKind.String => found.GetValue<string>(),
            _ => throw Error(key, "must be true, false, a name, or an object with \"law\""),
        };
        var child = new ModelNode(File, Full(key), new JsonObject { ["law"] = name }, Library, Parameters, _holdsChoices);
        _children.Add(child);
        return child;
    }

    /// <summary>The objects of an array inside this one; empty when the key is missing.</summary>
    public IReadOnlyList<ModelNode> Children(string key)
    {
        if (!Has(key)) return [];
        if (Find(key) is not JsonArray array) throw Error(key, "must be an array of objects");
        var result = new List<ModelNode>();
        for (var i = 0; i < array.Count; i++)
        {
            if (array[i] is not JsonObject json) throw Error(key, $"entry {i + 1} must be an object");
            result.Add(new ModelNode(File, $"{Full(key)}[{i}]", json, Library, Parameters, _holdsChoices));
        }
        _children.AddRange(result);
        return result;
    }

    /// <summary>
    /// The objects by name inside the object <paramref name="key"/>, each read as this object would be with its keys in the place of the keys here; none when the key is
    /// missing. A variant has no variants, and keys that no reader asks for are refused. Of its parameters, those that it states are recorded.
    /// </summary>
    /// <param name="key">Such as "layers".</param>
    /// <param name="read">Reads this object with the keys of the variant.</param>
    public IReadOnlyList<(string Name, T Value)> Variants<T>(string key, Func<ModelNode, T> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        if (!Has(key)) return [];
        if (Find(key) is not JsonObject all) throw Error(key, "must be an object of objects by name");
        var result = new List<(string, T)>();
        foreach (var (name, entry) in all)
        {
            var path = $"{Full(key)}.{name}";
            if (name.Length == 0 || entry is not JsonObject own || own.Count == 0) throw Error(key, $"'{name}' must be an object with the keys that are other than here, under a name");
            var whole = _json.DeepClone().AsObject();
            whole.Remove(key);
            foreach (var (k, value) in own) whole[k] = value?.DeepClone();
            var variant = new ModelNode(File, path, whole, Library, [], _holdsChoices);
            result.Add((name, read(variant)));
            foreach (var (k, _) in own)
                if (k == key || !variant._asked.Contains(k)) throw InputException.UnknownName($"{File}: {path}", "key", k, variant._asked.Where(a => a != key));
            foreach (var child in variant._children) child.Finish();
            Parameters.AddRange(variant.Parameters.Where(p => own.Any(o => IsWithin(p.Path, $"{path}.{o.Key}"))));
        }
        return result;
    }

    private static bool IsWithin(string path, string part) => path.StartsWith(part, StringComparison.Ordinal) && (path.Length == part.Length || path[part.Length] is '.' or '[');

    /// <summary>Refuses keys that no reader asked for, here and in all objects inside.</summary>
    /// <exception cref="InputException">An unknown key, with the nearest valid one.</exception>
    public void Finish()
    {
        foreach (var (key, _) in _json)
            if (!_asked.Contains(key))
                throw InputException.UnknownName(Path.Length == 0 ? File : $"{File}: {Path}", "key", key, _asked);
        foreach (var child in _children) child.Finish();
    }

    /// <summary>An error at one key of this object.</summary>
    public InputException Error(string key, string problem) => new($"{File}: {Full(key)}: {problem}");

    private string Full(string key) => Path.Length == 0 ? key : $"{Path}.{key}";

    private JsonNode? Find(string key)
    {
        if (!_json.TryGetPropertyValue(key, out var node))
        {
            var near = NearestName.Of(key, _json.Select(p => p.Key).Where(k => !_asked.Contains(k)));
            throw Error(key, near is null ? "is missing" : $"is missing (there is an unknown key '{near}')");
        }
        return node;
    }

    private (JsonNode Node, string Text) Value(string key)
    {
        _asked.Add(key);
        var found = Find(key);
        if (_holdsChoices && found is JsonValue choice)
        {
            var plain = choice.GetValueKind() == JsonValueKind.String ? choice.GetValue<string>() : choice.ToJsonString();
            Parameters.Add(new ParameterRecord(File, Full(key), plain, "set", "case file"));
            return (choice, plain);
        }
        if (found is not JsonObject entry) throw Error(key, "must be an object with \"value\", \"status\" and \"source\"");
        foreach (var (name, _) in entry)
            if (name is not ("value" or "status" or "source" or "note"))
                throw InputException.UnknownName($"{File}: {Full(key)}", "key", name, ["value", "status", "source", "note"]);
        if (entry["value"] is not { } value) throw Error(key, "has no \"value\"");
        var status = (entry["status"] as JsonValue)?.ToString() ?? throw Error(key, "has no \"status\" (measured, fitted or estimated)");
        if (!Statuses.Contains(status)) throw InputException.UnknownName($"{File}: {Full(key)}", "status", status, Statuses.Take(3));
        var source = (entry["source"] as JsonValue)?.ToString() ?? "";
        if (source.Length == 0) throw Error(key, "has no \"source\"");
        var text = value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString();
        Parameters.Add(new ParameterRecord(File, Full(key), value is JsonObject or JsonArray ? "table" : text, status, source));
        return (value, text);
    }
}
