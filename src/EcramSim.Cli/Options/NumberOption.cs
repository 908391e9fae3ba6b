using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using EcramSim.Insertion.Quantities;

namespace EcramSim.Cli.Options;

/// <summary>Options that take a number: checked against their range, which the help states too.</summary>
internal static class NumberOption
{
    /// <summary>A whole number with a default.</summary>
    internal static Option<int> Whole(string name, string description, int otherwise, int minimum, int maximum = int.MaxValue) => new(name)
    {
        Description = $"{description}; {Range(minimum, maximum)}.",
        HelpName = "N",
        DefaultValueFactory = _ => otherwise,
        CustomParser = result => (int)ParseWhole(result, name, minimum, maximum),
    };

    /// <summary>A whole number that something else decides where it is not given; <paramref name="otherwise"/> says what, with its number.</summary>
    internal static Option<int?> WholeOr(string name, string description, string otherwise, int minimum, int maximum = int.MaxValue) => new(name)
    {
        Description = $"{description}; {Range(minimum, maximum)}. [default: {otherwise}]",
        HelpName = "N",
        CustomParser = result => (int)ParseWhole(result, name, minimum, maximum),
    };

    /// <summary>A seed.</summary>
    internal static Option<ulong> Seed(string name, string description, ulong otherwise) => new(name)
    {
        Description = $"{description}; a whole number, 0 or more.",
        HelpName = "N",
        DefaultValueFactory = _ => otherwise,
        CustomParser = result => (ulong)ParseWhole(result, name, 0, long.MaxValue),
    };

    /// <summary>A real number that something else decides where it is not given, or one of <paramref name="words"/>.</summary>
    internal static Option<string?> RealOr(string name, string description, string otherwise, Interval allowed, params string[] words)
    {
        var option = new Option<string?>(name)
        {
            Description = $"{description}; {allowed}{string.Concat(words.Select(w => $" or {w}"))}. [default: {otherwise}]",
            HelpName = "X",
            CustomParser = result =>
            {
                var text = result.Tokens[0].Value;
                if (words.Contains(text)) return text;
                if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
                    result.AddError($"{name}: '{text}' is not a number{string.Concat(words.Select(w => $" and not '{w}'"))}");
                else if (!allowed.Contains(value))
                    result.AddError($"{name}: value {text} is outside the allowed range {allowed}");
                return text;
            },
        };
        option.CompletionSources.Add(words);
        return option;
    }

    private static long ParseWhole(ArgumentResult result, string name, long minimum, long maximum)
    {
        var text = result.Tokens[0].Value;
        if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
            result.AddError($"{name}: '{text}' is not a whole number; allowed: {Range(minimum, maximum)}");
        else if (value < minimum || value > maximum)
            result.AddError($"{name}: value {text} is outside the allowed range: {Range(minimum, maximum)}");
        return value;
    }

    private static string Range(long minimum, long maximum) =>
        maximum >= int.MaxValue ? $"{minimum} or more" : $"{minimum} to {maximum}";
}
