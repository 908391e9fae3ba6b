using System.CommandLine;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Cli.Options;

/// <summary>Options that take a number with a unit: checked for unit and range as a value in a model file.</summary>
internal static class QuantityOption
{
    /// <summary>A quantity with a default, kept as text so that a stored run shows it as it was written.</summary>
    internal static Option<string> Create(string name, string description, string otherwise, Dimension dimension, Interval allowed) =>
        Checked(new Option<string>(name) { Description = $"{description}.", HelpName = dimension.Example, DefaultValueFactory = _ => otherwise }, name, dimension, allowed);

    /// <summary>A quantity that something else decides where it is not given; <paramref name="otherwise"/> says what.</summary>
    internal static Option<string?> Optional(string name, string description, string otherwise, Dimension dimension, Interval allowed) =>
        Checked(new Option<string?>(name) { Description = $"{description}. [default: {otherwise}]", HelpName = dimension.Example }, name, dimension, allowed);

    /// <summary>The value in SI units of a text that passed the option's check.</summary>
    internal static double Value(string text, Dimension dimension) => Units.TryParse(text, dimension, out var value, out _) ? value : double.NaN;

    private static TOption Checked<TOption>(TOption option, string name, Dimension dimension, Interval allowed) where TOption : Option
    {
        option.Validators.Add(result =>
        {
            foreach (var token in result.Tokens)
                if (!Units.TryParse(token.Value, dimension, out var value, out var problem)) result.AddError($"{name}: {problem}");
                else if (!allowed.Contains(value)) result.AddError($"{name}: value {token.Value} is outside the allowed range {allowed} in SI units");
        });
        return option;
    }
}
