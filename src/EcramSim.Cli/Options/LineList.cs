using System.CommandLine;
using System.Globalization;
using EcramSim.Insertion.Models;

namespace EcramSim.Cli.Options;

/// <summary>Options that name lines of an array: "0,3,7-9".</summary>
internal static class LineList
{
    internal static Option<string> Create(string name, string description)
    {
        var option = new Option<string>(name) { Description = $"{description}, counted from 0.", HelpName = "0,3,7-9", DefaultValueFactory = _ => "none" };
        option.Validators.Add(result =>
        {
            foreach (var token in result.Tokens)
                try
                {
                    Parse(name, token.Value);
                }
                catch (InputException e)
                {
                    result.AddError(e.Message);
                }
        });
        return option;
    }

    internal static int[] Parse(string name, string text)
    {
        if (text == "none") return [];
        var lines = new SortedSet<int>();
        foreach (var part in text.Split(','))
        {
            var ends = part.Split('-');
            if (ends.Length > 2 || !ends.All(e => int.TryParse(e, NumberStyles.None, CultureInfo.InvariantCulture, out _)))
                throw new InputException($"{name}: '{part}' is no line and no range of lines; allowed: numbers from 0 as in 0,3,7-9, or none");
            var (first, last) = (int.Parse(ends[0], CultureInfo.InvariantCulture), int.Parse(ends[^1], CultureInfo.InvariantCulture));
            if (last < first || last - first > 1_000_000) throw new InputException($"{name}: '{part}' is no range of lines");
            for (var k = first; k <= last; k++) lines.Add(k);
        }
        return [.. lines];
    }
}
