using System.CommandLine;
using System.Globalization;
using EcramSim.Insertion.Models;

namespace EcramSim.Cli.Options;

/// <summary>Options that name lines of an array, counted from 1 as rows and columns of the files: "1,4,7-9".</summary>
internal static class LineList
{
    internal static Option<string> Create(string name, string description)
    {
        var option = new Option<string>(name) { Description = $"{description}, counted from 1 as the rows and columns of the files.", HelpName = "1,4,7-9", DefaultValueFactory = _ => "none" };
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

    /// <summary>The indices of the lines, from 0.</summary>
    internal static int[] Parse(string name, string text)
    {
        if (text == "none") return [];
        var lines = new SortedSet<int>();
        foreach (var part in text.Split(','))
        {
            var ends = part.Split('-');
            if (ends.Length > 2 || !ends.All(e => int.TryParse(e, NumberStyles.None, CultureInfo.InvariantCulture, out var line) && line > 0))
                throw new InputException($"{name}: '{part}' is no line and no range of lines; allowed: numbers from 1 as in 1,4,7-9, or none");
            var (first, last) = (int.Parse(ends[0], CultureInfo.InvariantCulture), int.Parse(ends[^1], CultureInfo.InvariantCulture));
            if (last < first || last - first > 1_000_000) throw new InputException($"{name}: '{part}' is no range of lines");
            for (var k = first; k <= last; k++) lines.Add(k - 1);
        }
        return [.. lines];
    }
}
