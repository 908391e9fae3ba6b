using System.Globalization;

namespace EcramSim.Studies.Tune;

/// <summary>
/// The search for one device and rule. Every rate is trained on the first seed; those within <see cref="Screened"/> of its best go on to all seeds. While the best stands at an end
/// of the values, the next one beyond it is tried. Then each parameter of the rule that decides much takes its other values at the best rate; where one wins, the rates beside are
/// tried with it. The answer is the smallest rate within <see cref="Equal"/> of the best mean: small rates ask least of cells.
/// </summary>
/// <param name="rates">Values tried first; at least one.</param>
/// <param name="parameters">Parameters of the rule with the values to try beside their defaults.</param>
/// <param name="seeds">Seeds that the mean is taken over, ≥ 1.</param>
/// <param name="accuracy">Validation accuracy for parameters (as the command line writes them), rate and number of the seed; 0 where the training diverges.</param>
public sealed class TuneSearch(IReadOnlyList<double> rates, IReadOnlyList<(string Key, double Default, IReadOnlyList<double> Values)> parameters, int seeds, Func<string, double, int, double> accuracy)
{
    /// <summary>What a rate may lose on the first seed and still be trained on the others.</summary>
    public const double Screened = 0.02;
    /// <summary>Mean accuracies that count as equal.</summary>
    public const double Equal = 0.001;
    private const int MostSteps = 4;

    private readonly Dictionary<(string Parameters, double Rate), List<double>> _tried = [];

    /// <summary>Everything tried, by parameters and rate.</summary>
    public IReadOnlyList<Trial> Trials => [.. _tried.OrderBy(t => t.Key.Parameters, StringComparer.Ordinal).ThenBy(t => t.Key.Rate).Select(t => new Trial(t.Key.Parameters, t.Key.Rate, t.Value))];

    /// <summary>Runs the search.</summary>
    public Trial Run()
    {
        var best = AmongRates("", rates);
        foreach (var (key, _, values) in parameters)
        {
            var before = best.Parameters;
            foreach (var value in values)
            {
                var text = before.Length == 0 ? "" : before + ",";
                var other = AmongRates(string.Create(CultureInfo.InvariantCulture, $"{text}{key}={value:R}"), [best.Rate / 2, best.Rate, best.Rate * 2]);
                if (other.Mean > best.Mean + Equal) best = other;
            }
        }
        return best;
    }

    private Trial AmongRates(string with, IReadOnlyList<double> values)
    {
        var known = values.Order().ToList();
        foreach (var rate in known) Train(with, rate, 1);
        for (var step = 0; ; step++)
        {
            Complete(with, known);
            var leader = known.Where(r => Of(with, r).Accuracies.Count == seeds).MaxBy(r => Of(with, r).Mean);
            // Between 1e-4 and 10 nothing is ruled out beforehand.
            double? beyond = leader == known[0] && leader > 1e-4 ? leader / 2 : leader == known[^1] && leader < 10 ? leader * 2 : null;
            if (beyond is not { } next || step == MostSteps) break;
            Train(with, next, 1);
            known.Add(next);
            known.Sort();
        }
        var full = known.Select(r => Of(with, r)).Where(t => t.Accuracies.Count == seeds).ToArray();
        var top = full.Max(t => t.Mean);
        return full.First(t => t.Mean >= top - Equal);
    }

    // The rates that may be the best see all seeds.
    private void Complete(string with, List<double> known)
    {
        var first = known.Max(r => Of(with, r).Accuracies[0]);
        foreach (var rate in known)
            if (Of(with, rate).Accuracies[0] >= first - Screened) Train(with, rate, seeds);
    }

    private Trial Of(string with, double rate) => new(with, rate, _tried[(with, rate)]);

    private void Train(string with, double rate, int count)
    {
        if (!_tried.TryGetValue((with, rate), out var held)) _tried[(with, rate)] = held = [];
        while (held.Count < count) held.Add(accuracy(with, rate, held.Count));
    }
}
