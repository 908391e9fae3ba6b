using EcramSim.Ecram.Response;

namespace EcramSim.Crossbar.HalfSelect;

/// <summary>
/// How many pulses at a part of the voltage a cell bears before its weight has moved by a given part of the range, from the worst state of
/// the used window: n = ∫dw/|Δw(w)| along the way, infinite where it comes to rest before.
/// </summary>
/// <param name="SameDirection">All pulses the worse direction.</param>
/// <param name="Alternating">Pulses that go up and down in turn: what remains is their difference.</param>
public sealed record DisturbBudget(double SameDirection, double Alternating)
{
    private const int States = 41, Parts = 20;

    /// <summary>Of the steps <paramref name="table"/>; <paramref name="limit"/> is a part of the range.</summary>
    public static DisturbBudget Of(PulseTable table, double limit)
    {
        ArgumentNullException.ThrowIfNull(table);
        var reach = limit * (table.Maximum - table.Minimum);
        double Least(Func<double, double> step) => Enumerable.Range(0, States).Min(k => Pulses(step, -1 + 2.0 * k / (States - 1), reach));
        double up = Least(w => At(table, table.StepUp, w)), down = Least(w => At(table, table.StepDown, w));
        return new DisturbBudget(Math.Min(up, down), 2 * Least(w => At(table, table.StepUp, w) + At(table, table.StepDown, w)));
    }

    /// <summary>The largest square array whose cells, each written by <paramref name="pulses"/> pulses in turn, stay within the budget: of n² cells, 2(n − 1) share a line with another (half), or all others see V/3.</summary>
    public double LargestArray(WriteScheme scheme, double pulses) => scheme switch
    {
        WriteScheme.Half => Math.Floor(1 + SameDirection / (2 * pulses)),
        WriteScheme.Third => Math.Floor(Math.Sqrt(1 + SameDirection / pulses)),
        _ => double.PositiveInfinity,
    };

    /// <summary>How often every cell of an n × n array may be written with one pulse before the budget is used up.</summary>
    public double Updates(WriteScheme scheme, int n) => scheme switch
    {
        WriteScheme.Half => SameDirection / (2.0 * (n - 1)),
        WriteScheme.Third => SameDirection / ((double)n * n - 1),
        _ => double.PositiveInfinity,
    };

    private static double Pulses(Func<double, double> step, double from, double reach)
    {
        var sign = Math.Sign(step(from));
        if (sign == 0) return double.PositiveInfinity;
        var sum = 0.0;
        for (var k = 0; k < Parts; k++)
        {
            var s = sign * step(from + sign * reach * (k + 0.5) / Parts);
            if (s <= 0) return double.PositiveInfinity;
            sum += reach / Parts / s;
        }
        return sum;
    }

    private static double At(PulseTable table, double[] steps, double w)
    {
        var place = Math.Clamp((w - table.Minimum) / (table.Maximum - table.Minimum), 0, 1) * (steps.Length - 1);
        var k = Math.Min((int)place, steps.Length - 2);
        return steps[k] + (place - k) * (steps[k + 1] - steps[k]);
    }
}
