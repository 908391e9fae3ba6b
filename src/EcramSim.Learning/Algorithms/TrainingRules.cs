using System.Globalization;
using System.Reflection;
using EcramSim.Insertion.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace EcramSim.Learning.Algorithms;

/// <summary>The training rules that <c>--algorithm</c> selects: every class here with a <see cref="TrainingRuleAttribute"/>, found once.</summary>
public static class TrainingRules
{
    private static readonly Lazy<SortedDictionary<string, ConstructorInfo>> Makers = new(Find);

    /// <summary>The valid names, sorted.</summary>
    public static IReadOnlyCollection<string> Names => Makers.Value.Keys;

    /// <summary>Name and parameters of a rule as the command line writes them: "tiki-taka-v2:transfer_rate=0.1,kept=0.2".</summary>
    /// <param name="text">A name of <see cref="Names"/>, and after a colon the parameters that are not to keep their defaults.</param>
    /// <exception cref="InputException">Unknown rule or parameter, or a value that is no number of its kind.</exception>
    /// <param name="where">What the text came from, for messages.</param>
    public static ITrainingRule Of(string text, string where = "--algorithm")
    {
        ArgumentNullException.ThrowIfNull(text);
        var name = NameOf(text);
        var make = MakerOf(name, where);
        var parameters = make.GetParameters();
        object?[] values = [.. parameters.Select(p => p.DefaultValue)];
        foreach (var setting in text.Length <= name.Length + 1 ? [] : text[(name.Length + 1)..].Split(','))
        {
            var (key, value) = setting.Split('=', 2) is [var left, var right] ? (left.Trim(), right.Trim()) : throw new InputException($"{where}: '{setting}' of '{text}' is not of the form key=value");
            var k = Array.FindIndex(parameters, p => KeyOf(p) == key);
            if (k < 0) throw InputException.UnknownName(where, $"parameter of {name}", key, parameters.Select(KeyOf));
            values[k] = Parsed(parameters[k], where, name, value);
        }
        return (ITrainingRule)make.Invoke(BindingFlags.DoNotWrapExceptions, null, values, null);
    }

    /// <summary>The name alone.</summary>
    public static string NameOf(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.IndexOf(':', StringComparison.Ordinal) is >= 0 and var colon ? text[..colon] : text;
    }

    /// <summary>The parameters of a rule that a search tries other values of, with these values; see <see cref="TriedAttribute"/>.</summary>
    /// <exception cref="InputException">Unknown rule.</exception>
    public static IReadOnlyList<(string Key, double Default, IReadOnlyList<double> Values)> TriedOf(string name) =>
        [.. MakerOf(name, "--algorithm").GetParameters()
            .Where(p => p.GetCustomAttribute<TriedAttribute>() is not null)
            .Select(p => (KeyOf(p), Convert.ToDouble(p.DefaultValue, CultureInfo.InvariantCulture), p.GetCustomAttribute<TriedAttribute>()!.Values))];

    private static ConstructorInfo MakerOf(string name, string where) =>
        Makers.Value.TryGetValue(name, out var make) ? make : throw InputException.UnknownName(where, "training rule", name, Names);

    // As everywhere in files and on the command line: TransferRate is transfer_rate.
    private static string KeyOf(ParameterInfo parameter) =>
        string.Concat(parameter.Name!.Select((c, i) => char.IsUpper(c) ? (i > 0 ? "_" : "") + char.ToLowerInvariant(c) : c.ToString()));

    private static object Parsed(ParameterInfo parameter, string where, string rule, string text)
    {
        if (parameter.ParameterType == typeof(double) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) && double.IsFinite(real) && real >= 0) return real;
        if (parameter.ParameterType == typeof(int) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var whole)) return whole;
        if (parameter.ParameterType == typeof(ulong) && ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seed)) return seed;
        throw new InputException($"{where}: {KeyOf(parameter)} of {rule}: value '{text}' is not {(parameter.ParameterType == typeof(double) ? "a number of 0 or more" : "a whole number of 0 or more")}");
    }

    /// <summary>The optimizer of a rule for a model.</summary>
    /// <exception cref="InputException">Unknown rule.</exception>
    public static optim.Optimizer Create(string name, nn.Module model, double learningRate) => new AnalogSGD(model, learningRate, rule: Of(name));

    private static SortedDictionary<string, ConstructorInfo> Find()
    {
        var found = new SortedDictionary<string, ConstructorInfo>(StringComparer.Ordinal);
        foreach (var type in typeof(TrainingRules).Assembly.GetTypes())
            if (type.GetCustomAttribute<TrainingRuleAttribute>() is { } rule)
                found.Add(rule.Name, type.GetConstructors().Single(c => c.GetParameters().All(p => p.HasDefaultValue)));
        return found;
    }
}
