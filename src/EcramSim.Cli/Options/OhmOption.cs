using System.CommandLine;
using System.Globalization;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Cli.Options;

/// <summary>Options that take a resistance: a number in ohm, or a number with a unit.</summary>
internal static class OhmOption
{
    /// <summary>A resistance with a default.</summary>
    internal static Option<string> Create(string name, string description, string otherwise, params string[] aliases)
    {
        var option = new Option<string>(name, aliases) { Description = $"{description}, ohm; 0 or more.", HelpName = "OHM", DefaultValueFactory = _ => otherwise };
        option.Validators.Add(result =>
        {
            foreach (var token in result.Tokens)
                if (!TryParse(token.Value, out var value, out var problem)) result.AddError($"{name}: {problem}");
                else if (!Interval.NotNegative.Contains(value)) result.AddError($"{name}: value {token.Value} is outside the allowed range {Interval.NotNegative} ohm");
        });
        return option;
    }

    /// <summary>The value in Ω of a text that passed the option's check.</summary>
    internal static double Value(string text) => TryParse(text, out var value, out _) ? value : double.NaN;

    private static bool TryParse(string text, out double value, out string problem)
    {
        problem = "";
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) || Units.TryParse(text, Dimension.Ohm, out value, out problem);
    }
}
